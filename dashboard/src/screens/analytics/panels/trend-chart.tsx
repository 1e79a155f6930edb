import { LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { Table } from '@mantine/core'
import type { ReactElement } from 'react'
import { useFormat, useWords } from '../../../words/index.ts'
import type { Definition, Metrics } from '../use-figures.ts'
import { analyticsWords } from '../words.ts'
import classes from './panels.module.css'

type Point = NonNullable<Metrics['series']>[number]
export type SeriesName = 'total_leads' | 'total_conversations' | 'booked_leads'

interface Props {
  readonly points: readonly Point[]
  readonly definitions: ReadonlyMap<string, Definition>
}

// Told apart by dashes as well as by colours.
const lines = [
  { name: 'total_conversations', color: 'gray.6', dashes: '1 4' },
  { name: 'total_leads', color: 'indigo.5', dashes: undefined },
  { name: 'booked_leads', color: 'teal.6', dashes: '6 4' },
] as const satisfies readonly {
  readonly name: SeriesName
  readonly color: string
  readonly dashes: string | undefined
}[]

/** Loaded on demand: the library of charts weighs more than the rest of the screen. */
export function TrendChart({ points, definitions }: Props): ReactElement {
  const format = useFormat()
  const series = lines.map(({ name, color, dashes }) => ({
    name,
    color,
    label: definitions.get(name)?.title ?? name,
    ...(dashes === undefined ? {} : { strokeDasharray: dashes }),
  }))
  const data = points.map(({ from, to: _, ...values }) => ({ day: format.day(from), ...values }))
  return (
    <>
      <div aria-hidden>
        <LineChart
          h={260}
          data={data}
          dataKey="day"
          series={series}
          curveType="linear"
          strokeWidth={2}
          withLegend
          legendProps={{ verticalAlign: 'top', height: 56 }}
          yAxisProps={{ allowDecimals: false, width: 36 }}
          xAxisProps={{ minTickGap: 32 }}
          dotProps={{ r: 0 }}
          activeDotProps={{ r: 4 }}
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={{ isAnimationActive: false }}
        />
      </div>
      <TrendTable data={data} series={series} />
    </>
  )
}

interface TableProps {
  readonly data: readonly Readonly<Record<string, string | number | null>>[]
  readonly series: readonly { readonly name: string; readonly label: string }[]
}

/** The same for whoever does not see the lines, or wants the numbers. */
function TrendTable({ data, series }: TableProps): ReactElement {
  const t = useWords(analyticsWords)
  return (
    <details className={classes.details}>
      <summary>{t('asTable')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('asTable')}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('day')}</Table.Th>
              {series.map(({ name, label }) => (
                <Table.Th key={name}>{label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map(row => (
              <Table.Tr key={row.day}>
                <Table.Th scope="row" fw={400}>
                  {row.day}
                </Table.Th>
                {series.map(({ name }) => (
                  <Table.Td key={name}>{row[name]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </details>
  )
}

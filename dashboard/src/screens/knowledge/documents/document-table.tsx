import { Badge, Paper, Table, Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useFormat, useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'
import classes from './documents.module.css'
import { formatBytes } from './format-bytes.ts'
import type { KnowledgeDocument } from './use-knowledge.ts'

interface Props {
  readonly documents: readonly KnowledgeDocument[]
  /** Whether bots speak for several businesses: then each document says whose it is. */
  readonly hasSeveral: boolean
  readonly onOpen: (document: KnowledgeDocument) => void
}

/** Broken ones say what is wrong in their own line: nobody has to look for it. */
export function DocumentTable({ documents, hasSeveral, onOpen }: Props): ReactElement {
  const t = useWords(knowledgeWords)
  return (
    <Paper withBorder bg="var(--surface)" className={classes.paper}>
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover highlightOnHoverColor="var(--surface-hover)">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('path')}</Table.Th>
            <Table.Th>{t('state')}</Table.Th>
            <Table.Th className={classes.wide}>{t('passages')}</Table.Th>
            <Table.Th className={classes.wide}>{t('size')}</Table.Th>
            <Table.Th className={classes.wide}>{t('changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map(document => (
            <DocumentRow key={document.id} document={document} hasSeveral={hasSeveral} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

function DocumentRow({
  document,
  hasSeveral,
  onOpen,
}: Pick<Props, 'hasSeveral' | 'onOpen'> & { readonly document: KnowledgeDocument }): ReactElement {
  const t = useWords(knowledgeWords)
  const format = useFormat()
  const { path, state, error, passages, bytes } = document
  return (
    <Table.Tr className={classes.line}>
      <Table.Td className={classes.path}>
        <UnstyledButton className={classes.open} onClick={() => onOpen(document)} title={t('open', { name: path })}>
          {path}
        </UnstyledButton>
        {hasSeveral && document.playbook !== null && (
          <Text size="sm" c="dimmed">
            {t('onlyFor', { playbook: document.playbook })}
          </Text>
        )}
        {error !== null && (
          <Text size="sm" c="dimmed">
            {error}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge
          variant="light"
          color={state === 'failed' ? 'orange' : 'gray'}
          tt="none"
          fw={500}
          className={classes.badge}
        >
          {t(state)}
        </Badge>
      </Table.Td>
      <Table.Td className={classes.wide}>{format.number(passages)}</Table.Td>
      <Table.Td className={classes.wide}>{formatBytes(bytes, format)}</Table.Td>
      <Table.Td className={classes.wide}>{format.moment(document.modified_at)}</Table.Td>
    </Table.Tr>
  )
}

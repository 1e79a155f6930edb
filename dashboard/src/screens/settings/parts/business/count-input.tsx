import { NumberInput } from '@mantine/core'
import type { ReactElement } from 'react'

interface CountFacts {
  readonly label: string
  readonly help?: string
}

type CountInputProps = CountFacts &
  (
    | { readonly mayBeEmpty?: never; readonly value: number; readonly onChange: (value: number) => void }
    | { readonly mayBeEmpty: true; readonly value: number | null; readonly onChange: (value: number | null) => void }
  )

/** A whole number; where it may be empty, empty is nothing. What is out of range the server says. */
export function CountInput(props: CountInputProps): ReactElement {
  const { label, help, value } = props
  const change = (next: number | string): void => {
    if (next !== '') props.onChange(Number(next))
    else if (props.mayBeEmpty === true) props.onChange(null)
    else props.onChange(0)
  }
  return (
    <NumberInput label={label} description={help} min={0} allowDecimal={false} value={value ?? ''} onChange={change} />
  )
}

import { Kbd, Modal, Table } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../words/index.ts'
import { inboxWords } from './words.ts'

const keys = [
  ['j', 'keyNext'],
  ['k', 'keyPrevious'],
  ['r', 'keyReply'],
  ['t', 'keyTake'],
  ['/', 'keySearch'],
  ['Esc', 'keyClose'],
  ['?', 'keyHelp'],
] as const

/** What the keyboard can do here. */
export function KeysHelp({ close }: { readonly close: () => void }): ReactElement {
  const t = useWords(inboxWords)
  return (
    <Modal opened onClose={close} title={t('keys')} size="sm">
      <Table>
        <Table.Tbody>
          {keys.map(([key, word]) => (
            <Table.Tr key={key}>
              <Table.Td w={72}>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{t(word)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}

import { Button, Group, List, Select, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import {
  call,
  getPlaybooksByNameFiles,
  type PlaybookFiles,
  postPlaybooksByNameFilesCheck,
  putPlaybooksByNameFiles,
} from '../../../../api/index.ts'
import { Callout, useDescribeError } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded } from '../part.tsx'
import { PlaybookHistory } from './playbook-history.tsx'

export function PlaybookEditor({ name }: { readonly name: string }): ReactElement {
  const files = useQuery({
    queryKey: ['playbooks', name, 'files'],
    queryFn: ({ signal }) => call(getPlaybooksByNameFiles({ path: { name }, signal })),
    // What is being written is not taken away by a look at another window.
    refetchOnWindowFocus: false,
  })
  return <Loaded query={files}>{found => <Editor key={found.version} name={name} found={found} />}</Loaded>
}

type Texts = Readonly<Record<string, string | null>>

/** Edits files as texts; nothing is written that the platform could not use. */
function Editor({ name, found }: { readonly name: string; readonly found: PlaybookFiles }): ReactElement {
  const t = useWords(partWords)
  const describe = useDescribeError()
  const client = useQueryClient()
  const [file, setFile] = useState('offer.md')
  const [edits, setEdits] = useState<Texts>({})
  const body = { texts: edits }
  const check = useMutation({ mutationFn: () => call(postPlaybooksByNameFilesCheck({ path: { name }, body })) })
  const save = useMutation({
    mutationFn: () =>
      call(putPlaybooksByNameFiles({ path: { name }, headers: { 'if-match': `"${found.version}"` }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['playbooks'] }),
  })
  const shown = found.files.find(({ name: known }) => known === file)
  const text = edits[file] ?? shown?.text ?? shown?.common_text ?? ''
  const isCommon = edits[file] === undefined ? shown?.text === null : edits[file] === null
  const mayDrop = shown?.common_text !== null && !isCommon
  const isChanged = Object.keys(edits).length > 0
  const change = (next: string | null): void => {
    setEdits({ ...edits, [file]: next })
    check.reset()
    save.reset()
  }
  const faults = check.data?.faults ?? []
  return (
    <Stack gap="md">
      <Select
        label={t('files')}
        maw={320}
        allowDeselect={false}
        value={file}
        data={found.files.map(({ name: value }) => ({ value, label: value in edits ? `${value} •` : value }))}
        onChange={value => setFile(value ?? file)}
      />
      {isCommon && (
        <Text size="sm" c="dimmed">
          {t('commonShown')}
        </Text>
      )}
      <Textarea
        aria-label={t('editor', { file })}
        autosize
        minRows={12}
        maxRows={28}
        maxLength={200_000}
        spellCheck={file.endsWith('.md')}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        value={text}
        onChange={event => change(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button loading={save.isPending} disabled={!isChanged} onClick={() => save.mutate()}>
          {t('save')}
        </Button>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t('check')}
        </Button>
        {mayDrop && (
          <Button variant="subtle" color="gray" onClick={() => change(null)}>
            {t('useCommon')}
          </Button>
        )}
      </Group>
      <div aria-live="polite">
        {check.data !== undefined && faults.length === 0 && <Callout tone="good">{t('fine')}</Callout>}
        {faults.length > 0 && (
          <Callout tone="bad" title={t('faults', { count: faults.length })}>
            <List size="sm" spacing="xs">
              {faults.map(fault => (
                <List.Item key={`${fault.file}${fault.line}${fault.key}${fault.found}`}>
                  {fault.file}:{fault.line} {fault.key} — {fault.found}. {fault.cure}
                </List.Item>
              ))}
            </List>
          </Callout>
        )}
        {save.error !== null && <Callout tone="bad">{describe(save.error)}</Callout>}
      </div>
      <PlaybookHistory name={name} history={found.history} />
    </Stack>
  )
}

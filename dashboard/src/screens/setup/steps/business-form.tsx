import { Accordion, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { call, putSetupBusiness } from '../../../api/index.ts'
import { Callout, useDescribeError } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'

/** Name and offer in the owner's words: written into the playbook in use. */
export function BusinessForm(): ReactElement {
  const t = useWords(setupWords)
  const describe = useDescribeError()
  const client = useQueryClient()
  const [business, setBusiness] = useState({ name: '', offer: '' })
  const save = useMutation({
    mutationFn: () => call(putSetupBusiness({ body: business })),
    onSuccess: () => Promise.all([['setup'], ['playbooks']].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  const isEmpty = business.name.trim() === '' || business.offer.trim() === ''
  return (
    <Accordion variant="contained" radius="md" order={3}>
      <Accordion.Item value="business">
        <Accordion.Control>{t('businessTitle')}</Accordion.Control>
        <Accordion.Panel>
          <form onSubmit={submit}>
            <Stack gap="sm">
              <TextInput
                label={t('businessName')}
                maxLength={80}
                value={business.name}
                onChange={event => setBusiness({ ...business, name: event.currentTarget.value })}
              />
              <Textarea
                label={t('businessOffer')}
                description={t('businessHelp')}
                autosize
                minRows={4}
                maxRows={12}
                maxLength={8000}
                value={business.offer}
                onChange={event => setBusiness({ ...business, offer: event.currentTarget.value })}
              />
              <Group>
                <Button type="submit" variant="default" loading={save.isPending} disabled={isEmpty}>
                  {t('saveBusiness')}
                </Button>
                <div aria-live="polite">{save.isSuccess && <Text size="sm">{t('businessSaved')}</Text>}</div>
              </Group>
              {save.error !== null && <Callout tone="bad">{describe(save.error)}</Callout>}
            </Stack>
          </form>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

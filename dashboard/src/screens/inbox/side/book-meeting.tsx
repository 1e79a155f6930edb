import { Button, Checkbox, Modal, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call, getOpenings, type LeadDetail, type Opening, postMeetings } from '../../../api/index.ts'
import { ErrorState, LoadingState, useNotifyFailure } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import classes from './side.module.css'

const shownOpenings = 60

/** Free times by day; a tap books one for this lead. */
export function BookMeeting({ lead, close }: { readonly lead: LeadDetail; readonly close: () => void }): ReactElement {
  const t = useWords(inboxWords)
  const [tellsClient, setTellsClient] = useState(true)
  const openings = useQuery({
    queryKey: ['openings'],
    queryFn: ({ signal }) => call(getOpenings({ query: { limit: shownOpenings }, signal })),
    // Somebody else may book one of them at any moment.
    staleTime: 0,
  })
  const booking = useBooking(lead.id, tellsClient, close)
  return (
    <Modal opened onClose={close} title={t('bookTitle', { name: lead.name ?? t('nobody') })} size="md">
      <Stack gap="md">
        <Checkbox
          checked={tellsClient}
          onChange={event => setTellsClient(event.currentTarget.checked)}
          label={t('bookTell')}
        />
        {openings.isPending && <LoadingState />}
        {openings.isError && <ErrorState error={openings.error} retry={() => void openings.refetch()} />}
        {openings.data?.items.length === 0 && <Text c="dimmed">{t('noOpenings')}</Text>}
        <Days openings={openings.data?.items ?? []} isBusy={booking.isPending} book={booking.mutate} />
      </Stack>
    </Modal>
  )
}

interface DaysProps {
  readonly openings: readonly Opening[]
  readonly isBusy: boolean
  readonly book: (startsAt: string) => void
}

function Days({ openings, isBusy, book }: DaysProps): ReactElement {
  const { day, time } = useFormat()
  const names = [...new Set(openings.map(({ starts_at }) => day(starts_at)))]
  return (
    <>
      {names.map(name => (
        <section key={name}>
          <Title order={3} mb="xs">
            {name}
          </Title>
          <div className={classes.times}>
            {openings
              .filter(({ starts_at }) => day(starts_at) === name)
              .map(({ starts_at }) => (
                <Button key={starts_at} size="xs" variant="default" disabled={isBusy} onClick={() => book(starts_at)}>
                  {time(starts_at)}
                </Button>
              ))}
          </div>
        </section>
      ))}
    </>
  )
}

function useBooking(lead_id: number, tell_client: boolean, close: () => void) {
  const t = useWords(inboxWords)
  const { moment } = useFormat()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (starts_at: string) => call(postMeetings({ body: { lead_id, starts_at, tell_client } })),
    onSuccess: async (_meeting, startsAt) => {
      notifications.show({ message: t('bookDone', { when: moment(startsAt) }) })
      close()
      await queries.invalidateQueries({ queryKey: ['leads', lead_id] })
    },
    onError: useNotifyFailure(),
  })
}

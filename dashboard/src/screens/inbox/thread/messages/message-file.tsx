import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download, Image, Play } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import { call, getConversationsByIdMessagesByMessageIdFile, isProblem, type Message } from '../../../../api/index.ts'
import { useDescribeError } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'

interface MessageFileProps {
  readonly conversationId: number
  readonly message: Message
}

type Shown = 'sound' | 'video' | 'picture' | 'file'
const kindsShown: Readonly<Record<string, Shown>> = {
  voice: 'sound',
  audio: 'sound',
  video: 'video',
  video_note: 'video',
  animation: 'video',
  photo: 'picture',
}
const icons = { sound: Play, video: Play, picture: Image, file: Download } as const
const actions = { sound: 'play', video: 'play', picture: 'showPicture', file: 'download' } as const
const reasons: Readonly<Record<string, 'fileGone' | 'fileTooBig' | 'fileLater'>> = {
  'file.gone': 'fileGone',
  'file.not_found': 'fileGone',
  'file.too_big': 'fileTooBig',
  'file.busy': 'fileLater',
  'file.channel_unreachable': 'fileLater',
}

/** Plays or shows what came with a message, or saves it. It lies with the channel: it is fetched when somebody asks for it. */
export function MessageFile({ conversationId, message }: MessageFileProps): ReactElement {
  const t = useWords(inboxWords)
  const describe = useDescribeError()
  const shown = kindsShown[message.kind] ?? 'file'
  const fetching = useFetching(conversationId, message)
  const address = useAddress(shown === 'file' ? undefined : fetching.data)
  if (address !== null && shown !== 'file') return <Player address={address} shown={shown} />
  const Icon = icons[shown]
  const { error } = fetching
  const reason = isProblem(error) ? reasons[error.code] : undefined
  return (
    <span className={classes.file}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {t(actions[shown])}
      </Button>
      {error !== null && <span role="alert">{reason === undefined ? describe(error) : t(reason)}</span>}
    </span>
  )
}

function useFetching(id: number, { id: message_id, kind, media }: Message) {
  return useMutation({
    mutationFn: async (): Promise<Blob> =>
      // Asked for as a blob, so it is one.
      (await call(getConversationsByIdMessagesByMessageIdFile({ path: { id, message_id }, parseAs: 'blob' }))) as Blob,
    onSuccess: file => {
      if (kindsShown[kind] === undefined) save(file, media?.file_name ?? kind)
    },
  })
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Where the browser has a file in its memory; given back when nobody looks at it any more. */
function useAddress(file: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (file === undefined) return
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}

function Player({
  address,
  shown,
}: {
  readonly address: string
  readonly shown: Exclude<Shown, 'file'>
}): ReactElement {
  const t = useWords(inboxWords)
  switch (shown) {
    case 'sound':
      // biome-ignore lint/a11y/useMediaCaption: what was heard in it stands right below, as the message's words.
      return <audio className={classes.player} src={address} controls autoPlay aria-label={t('voice')} />
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: the same.
      return <video className={classes.player} src={address} controls autoPlay aria-label={t('video')} />
    case 'picture':
      return <img className={classes.player} src={address} alt={t('photo')} />
  }
}

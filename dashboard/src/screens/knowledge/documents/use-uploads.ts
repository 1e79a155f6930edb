import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { sendFile, type Upload } from './upload-queue.ts'

interface Uploads {
  readonly uploads: readonly Upload[]
  readonly add: (files: readonly File[]) => void
  readonly replace: (id: number) => void
  readonly dismiss: (id: number) => void
}

/**
 * Files are sent one after the other: each is read before the next, and a broken one stops none. They go into the folder of
 * `playbook`, for its bots alone; null: for all.
 */
export function useUploads(playbook: string | null): Uploads {
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const count = useRef(0)
  const line = useRef(Promise.resolve())
  const settle = useCallback((id: number, state: Upload['state']): void => {
    setUploads(all => all.map(upload => (upload.id === id ? { ...upload, state } : upload)))
  }, [])

  const send = useCallback(
    ({ id, file, path }: Upload, isReplacing: boolean): void => {
      line.current = line.current.then(async () => {
        settle(id, { kind: 'reading' })
        settle(id, await sendFile({ file, path }, isReplacing))
        await queries.invalidateQueries({ queryKey: ['knowledge'] })
      })
    },
    [queries, settle],
  )

  return {
    uploads,
    add(files) {
      const added = files.map((file): Upload => {
        const path = playbook === null ? file.name : `${playbook}/${file.name}`
        return { id: ++count.current, file, path, state: { kind: 'waiting' } }
      })
      setUploads(all => [...all, ...added])
      for (const upload of added) send(upload, false)
    },
    replace(id) {
      const upload = uploads.find(each => each.id === id)
      if (upload !== undefined) send(upload, true)
    },
    dismiss: id => setUploads(all => all.filter(upload => upload.id !== id)),
  }
}

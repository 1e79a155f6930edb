import { join } from 'node:path'
import { defaultKnowledgeFolder, examineFolder } from '#capabilities/knowledge'
import { listPlaybooks } from '#capabilities/sales'
import { locateDocuments } from '../../../services/parts/knowledge/create-knowledge-base.ts'
import { defineCheck, find } from '../define-check.ts'

// Thousands of documents take minutes to read; the worker does that once, the doctor at every call.
const longestLookMs = 20_000

/** Whether the documents are there and can be read: reads them as the worker does, and keeps nothing. */
export const checkKnowledge = defineCheck({
  name: 'knowledge',
  place: 'here',
  limitMs: 60_000,
  async run({ settings, packageFolder, clock }) {
    if (!settings.rag.enabled) return find('knowledge.off')
    const all = listPlaybooks(join(packageFolder, 'playbooks'))
    // Which playbooks further bots speak by stands in the database, which is not everybody's to read here.
    const documents = locateDocuments(settings, { all, listUsed: () => [settings.business.playbook] })
    const { folder } = documents
    const enough = new AbortController()
    const stopTimer = clock.after(longestLookMs, () => enough.abort())
    const examined = await examineFolder(documents, enough.signal)
    stopTimer()
    if (examined.kind === 'absent') {
      return folder === defaultKnowledgeFolder
        ? find('knowledge.none', { folder })
        : find('knowledge.absent', { folder })
    }
    const { documents: count, skipped, faults } = examined
    if (faults.length > 0) return { ...find('knowledge.unreadable', { count, broken: faults.length }), notes: faults }
    if (count === 0) return find('knowledge.none', { folder })
    return skipped === 0 ? find('knowledge.ready', { count }) : find('knowledge.ready_partly', { count, skipped })
  },
})

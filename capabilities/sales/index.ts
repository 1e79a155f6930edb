export { businessSection, intentClassifierSection, salesFlowSection, slotExtractionSection } from './config.ts'
export { firstStage, type LeadFacts, type OpenedLead, openLeads } from './open-leads.ts'
export { type Playbook, type PlaybookLines, readPlaybook, type Words } from './playbook.ts'

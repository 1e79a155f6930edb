import type { RegisterRoute } from '../../route-context.ts'
import { deleteContact } from './delete-contact.ts'
import { exportContact } from './export-contact.ts'
import { getContact } from './get-contact.ts'
import { listContacts } from './list-contacts.ts'

export const contactRoutes: readonly RegisterRoute[] = [deleteContact, exportContact, getContact, listContacts]

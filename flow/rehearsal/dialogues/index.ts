import type { Dialogue } from '../dialogue.ts'
import { aiServices } from './ai-services.ts'
import { beautySalon } from './beauty-salon.ts'
import { general } from './general.ts'
import { heldOut } from './held-out.ts'
import { realEstate } from './real-estate.ts'

/** Every client that is played, business by business. */
export const dialogues: readonly Dialogue[] = [...aiServices, ...beautySalon, ...general, ...realEstate, ...heldOut]

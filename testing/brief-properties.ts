import { configureGlobal } from 'fast-check'

/** For the quick check: a property tries as many cases as a quarter of a second allows; one case that breaks it still fails. */
configureGlobal({ interruptAfterTimeLimit: 250 })

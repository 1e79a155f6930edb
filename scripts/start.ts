import { type ServiceName, serviceNames } from '../services/running-service.ts'
import { runPlatform } from './platform/run-platform.ts'

/** `npm start`: all four services in this process; with a name as the first argument, that service alone. */
const wanted = process.argv[2]
const isService = (name: string): name is ServiceName => serviceNames.some(known => known === name)

if (wanted === undefined) process.exitCode = await runPlatform(serviceNames)
else if (isService(wanted)) process.exitCode = await runPlatform([wanted])
else {
  console.error(`There is no service "${wanted}". Known: ${serviceNames.join(', ')}.`)
  process.exitCode = 1
}

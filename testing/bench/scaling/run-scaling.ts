import { parseArgs } from 'node:util'
import { buildPlatform } from '../../build-platform.ts'
import { type ChatRequest, lastUserText } from '../../model-server/chat-request.ts'
import { startModelServer } from '../../model-server/index.ts'
import { startPostgres } from '../../postgres/index.ts'
import { startRedis } from '../../start-redis.ts'
import { startTelegramEmulator } from '../../telegram/index.ts'
import { composeReply } from '../compose-reply.ts'
import { modelName } from '../contenders.ts'
import { describeMachine } from '../describe-machine.ts'
import { formatTable } from '../table.ts'
import { type Fleet, type FleetMeasurement, measureFleet, type Stage, turnsPerWorker } from './measure-fleet.ts'

const usage = `npm run bench:scaling -- [flags]
  --seconds=<n>   measured time of each fleet, after a time to warm up (10)
  --workers=<n,…> numbers of workers on PostgreSQL and Redis (1,2,4)`

const modelLatencyMs = 1_000

/**
 * `npm run bench:scaling`: what each further worker adds where the model takes a second, with one process on SQLite beside it. Exit
 * status 1 when a message was not answered exactly once.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '10' }, workers: { type: 'string', default: '1,2,4' } },
  })
  const counts = values.workers.split(',').map(Number)
  const measureMs = Number(values.seconds) * 1_000
  if (!(measureMs > 0) || counts.some(count => !(count > 0))) throw new TypeError(usage)
  await buildPlatform()
  console.log(
    `${describeMachine()}; the model takes ${modelLatencyMs} ms, a worker ${turnsPerWorker} turns at a time\n`,
  )
  const measurements = await measureAll(counts.map(describeFleet), measureMs)
  console.log(formatMeasurements(measurements))
  const isWrong = measurements.some(({ wrong }) => wrong.unanswered + wrong.doubled + wrong.mistaken > 0)
  if (isWrong) process.exitCode = 1
}

function describeFleet(workers: number): Fleet {
  return { title: `${workers} worker${workers === 1 ? '' : 's'}, PostgreSQL + Redis`, workers, isOneBox: false }
}

async function measureAll(fleets: readonly Fleet[], measureMs: number): Promise<readonly FleetMeasurement[]> {
  const telegram = await startTelegramEmulator({ recordCalls: false, keptUpdates: 0, messagesPerChat: 20 })
  const reply = (request: ChatRequest): string => composeReply(lastUserText(request))
  const model = await startModelServer({ models: [modelName], latencyMs: modelLatencyMs, journalSize: 1, reply })
  const [postgres, redis] = [await startPostgres({ isDurable: true }), await startRedis('scaling')]
  const most = Math.max(...fleets.map(({ workers }) => workers))
  const people = Array.from({ length: 4 * turnsPerWorker * most }, (_, index) =>
    telegram.addUser({ firstName: `Client ${index + 1}` }),
  )
  const stage: Stage = { telegram, model, people, postgresUrl: postgres.url, redisUrl: redis.url }
  const measurements: FleetMeasurement[] = []
  try {
    for (const fleet of [...fleets, oneBox]) {
      console.error(`${fleet.title} …`)
      measurements.push(await measureFleet(stage, fleet, measureMs))
    }
    return measurements
  } finally {
    await telegram.close()
    await model.stop()
    await redis.stop()
    await postgres.stop()
  }
}

const oneBox: Fleet = { title: 'one process, SQLite', workers: 1, isOneBox: true }

const head = [
  '',
  'replies/s',
  'of the ideal',
  'per doubling',
  'worker ms/reply',
  'bot ms/reply',
  'machine busy',
  'wrong',
]

/** The ideal is a worker that spends no time besides the model's. */
function formatMeasurements(measurements: readonly FleetMeasurement[]): string {
  const rows = measurements.map(({ fleet, repliesPerSecond, cpuMsPerReply, machineBusy, wrong }) => {
    const half = measurements.find(
      other => !other.fleet.isOneBox && !fleet.isOneBox && other.fleet.workers * 2 === fleet.workers,
    )
    const ideal = (fleet.workers * turnsPerWorker * 1_000) / modelLatencyMs
    return [
      fleet.title,
      repliesPerSecond.toFixed(1),
      `${Math.round((100 * repliesPerSecond) / ideal)} %`,
      half === undefined ? '' : `× ${(repliesPerSecond / half.repliesPerSecond).toFixed(2)}`,
      cpuMsPerReply.thinking.toFixed(1),
      fleet.isOneBox ? '' : cpuMsPerReply.speaking.toFixed(1),
      `${Math.round(100 * machineBusy)} %`,
      String(wrong.unanswered + wrong.doubled + wrong.mistaken),
    ]
  })
  return formatTable(head, rows)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

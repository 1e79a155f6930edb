import type { Surroundings } from './cli/command.ts'
import { commands } from './cli/commands.ts'
import { formatHelp } from './cli/help.ts'
import { findPackageFolder } from './platform/find-package-folder.ts'

/** `npm run cli -- <command>`: what an owner does now and then from a terminal. Without a command it lists them. */
async function main(): Promise<void> {
  const [name = 'help', ...args] = process.argv.slice(2)
  const surroundings: Surroundings = {
    packageFolder: findPackageFolder(),
    commands,
    print: text => console.log(text),
    complain: text => console.error(text),
  }
  const command = commands.find(each => each.name === name)
  if (command === undefined) {
    console.error(`There is no command "${name}".\n\n${formatHelp(commands)}`)
    process.exitCode = 2
    return
  }
  process.exitCode = await command.run(args, surroundings)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

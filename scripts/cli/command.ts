/** What `npm run cli -- <name>` can do: one file each, one line in `commands.ts`. */
export interface Command {
  readonly name: string
  /** How it is written, after the name. */
  readonly usage: string
  readonly summary: string
  /** The exit status: 0 all is well, 1 something is wrong with what was looked at, 2 the command was written wrong. */
  run(args: readonly string[], surroundings: Surroundings): number | Promise<number>
}

export interface Surroundings {
  /** The folder with `playbooks/`. */
  readonly packageFolder: string
  readonly commands: readonly Command[]
  print(text: string): void
  complain(text: string): void
}

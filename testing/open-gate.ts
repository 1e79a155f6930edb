export interface OpenableGate {
  /** Resolves once the gate is open. */
  readonly opened: Promise<void>
  open(): void
}

/** Something to wait for until a test says so. */
export function closedGate(): OpenableGate {
  let open = (): void => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open: () => open() }
}

/** Outcome of a rule or an act: either a value, or a refusal that is part of the procedure (never an outage). */
export type Result<T, R extends Refus = Refus> = { ok: true; value: T } | { ok: false; refus: R }

/** A refusal: a code owned by the rule, plus the facts its sentence needs. */
export interface Refus<Code extends string = string> {
  code: Code
  details?: Readonly<Record<string, string | number>>
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const refuse = <Code extends string>(
  code: Code,
  details?: Refus['details'],
): { ok: false; refus: Refus<Code> } => ({
  ok: false,
  refus: details ? { code, details } : { code },
})

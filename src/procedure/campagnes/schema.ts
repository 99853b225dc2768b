import { z } from 'zod'
import {
  AVIS_ORIGINE_PAR,
  CONFIRMATION_RESPONSABLES,
  VISIBILITES,
  type Reglement,
} from '#src/procedure/campagnes/model.ts'

const niveaux = z
  .array(z.string().regex(/^[a-z][a-z0-9_]*$/, 'niveau : minuscules sans accent et « _ »'))
  .min(1)

/** Shape of a reglement as a file or a form gives it; `checkReglement` then judges what it says. */
const reglementSchema: z.ZodType<Reglement> = z.strictObject({
  echelles: z.strictObject({ origine: niveaux, referent: niveaux, final: niveaux }),
  croisement: z.record(z.string(), z.record(z.string(), z.string())),
  points: z.record(z.string(), z.number()),
  avisOrigine: z.enum(AVIS_ORIGINE_PAR),
  confirmationResponsables: z.enum(CONFIRMATION_RESPONSABLES),
  visibiliteAvisOrigine: z.enum(VISIBILITES).default('complet'),
  avisOrigineAvantEntretien: z.boolean().default(true),
})

/** `JSON` of a reglement to a reglement, or French sentences naming each wrong place. */
export function parseReglement(value: unknown): { reglement: Reglement } | { erreurs: string[] } {
  const parsed = reglementSchema.safeParse(value)
  if (parsed.success) return { reglement: parsed.data }
  return {
    erreurs: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'reglement'} : ${issue.message}`),
  }
}

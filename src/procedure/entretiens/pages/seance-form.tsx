import type { Seance } from '#src/procedure/entretiens/model.ts'
import { borne } from '#src/procedure/entretiens/pages/bornes.ts'
import { TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

/** Minutes of a group session; left empty, those received at once are received together all along. */
export const MINUTES_DE_SEANCE = { communes: borne(0, 240), individuelles: borne(5, 120) }

interface Saisie {
  communes?: number | undefined
  individuelles?: number | undefined
}

/** Minutes for all alone are no session. */
export const isIncomplete = ({ communes, individuelles }: Saisie): boolean =>
  communes !== undefined && individuelles === undefined

export const SEANCE_INCOMPLETE = 'Écrivez aussi combien de minutes dure l’entretien de chaque élève.'

export const seanceOf = ({ communes = 0, individuelles }: Saisie): Seance | null =>
  individuelles === undefined ? null : { communes, individuelles }

/** Refusals of a session, by the field to correct. */
export const CHAMP_DE_SEANCE: Readonly<Record<string, string>> = {
  seance_pour_un: 'capacite',
  seance_hors_plage: 'individuelles',
  seance_courte: 'individuelles',
  seance_occupee: 'capacite',
}

export const ChampsDeSeance = ({ state }: { state: FormState }) => (
  <>
    <TextField
      name="communes"
      label="Séance de groupe : information commune, en minutes (facultatif)"
      hint="Tous les élèves viennent à la même heure. Laissez vide s’ils sont reçus ensemble tout du long."
      type="number"
      state={state}
    />
    <TextField
      name="individuelles"
      label="Séance de groupe : entretien de chaque élève, en minutes (facultatif)"
      hint="Chacun est ensuite reçu seul, l’un après l’autre, d’abord ceux qui habitent le plus loin."
      type="number"
      state={state}
    />
  </>
)

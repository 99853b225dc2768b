import { z } from 'zod'
import { createCampagne } from '#src/procedure/campagnes/acts.ts'
import type { Calendrier, VersionReglement } from '#src/procedure/campagnes/model.ts'
import { reprendreCampagne } from '#src/procedure/campagnes/acts/reprise.ts'
import { readReprise } from '#src/procedure/campagnes/reads/reprise.ts'
import { readReglements } from '#src/procedure/campagnes/reads/suivi.ts'
import { LIBELLE_CALENDRIER, sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { instantOf, isDay } from '#src/kit/day.ts'
import { Button } from '#src/web/components/button.tsx'
import { Checkbox, Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const jour = (missing = 'Donnez un jour.') => z.string({ error: missing }).refine(isDay, missing)
const Nouvelle = z.object({
  depuis: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .catch(undefined),
  annee: z
    .string({ error: 'Donnez l’année scolaire.' })
    .regex(/^\d{4}-\d{4}$/, 'Écrivez l’année scolaire ainsi : 2027-2028.')
    .refine(
      (annee) => Number(annee.slice(5)) === Number(annee.slice(0, 4)) + 1,
      'Les deux années doivent se suivre.',
    ),
  dispositif: texte('Donnez le nom du dispositif.', 30),
  reglement: z.string({ error: 'Choisissez un règlement.' }).regex(/^\d{1,15}$/, 'Choisissez un règlement.'),
  repetition: z.literal('oui').optional(),
  ouverture: jour(),
  finInscriptions: jour(),
  finAvisOrigine: jour(),
  debutEntretiens: jour(),
  finEntretiens: jour(),
  finAvisReferent: jour(),
  finConfirmations: jour(),
})

export const nouvelleCampagne = [
  page({
    method: 'GET',
    path: '/campagnes/nouvelle',
    droit: 'campagne.creer',
    handler: async (requete) =>
      html(<New versions={await readReglements(requete.tx)} state={await startOf(requete)} />),
  }),
  page({ method: 'POST', path: '/campagnes/nouvelle', droit: 'campagne.creer', handler: create }),
]

/** Empty, or as the campaign asked for would be a year later. */
async function startOf({ tx, query }: Requete): Promise<FormState> {
  const asked = query('depuis')
  if (asked === undefined) return freshForm({ dispositif: 'PASSPRO' })
  const reprise = await readReprise(tx, Number(asked))
  if (!reprise) throw new Introuvable()
  const { campagne, annee, calendrier } = reprise
  const { dispositif, reglementId } = campagne
  return freshForm({ depuis: asked, annee, dispositif, reglement: String(reglementId), ...calendrier })
}

/** Pupils for one chaperone, until the académie says otherwise: the custom of school outings. */
const ACCOMPAGNES = 15

async function create({ tx, form, browser }: Requete): Promise<Reply> {
  const read = readForm(form, Nouvelle)
  const versions = await readReglements(tx)
  if (!read.ok) return html(<New versions={versions} state={read.state} />, 422)
  const { depuis, annee, dispositif, reglement, repetition, ...calendrier } = read.value
  const horloge = repetition === 'oui' ? instantOf(calendrier.ouverture, tx.zone) : null
  const fresh = {
    annee,
    dispositif,
    reglementId: Number(reglement),
    calendrier,
    contraintes: { accompagnes: ACCOMPAGNES },
    graine: 1,
    horloge,
  }
  const created = depuis
    ? await reprendreCampagne(tx, { ...fresh, depuis: Number(depuis) })
    : await createCampagne(tx, fresh)
  if (created.ok) {
    browser.giveCampagne(created.value)
    if (depuis)
      return redirect(
        '/campagne/ouverture',
        'La campagne est créée, avec les formations, offres, référents et secteurs de la précédente. Voici ce qu’il faut encore.',
      )
    return redirect('/campagne', 'La campagne est créée. Importez ses données, puis ouvrez-la.')
  }
  const state = withError(read.state, champOf(created.refus), sentenceCampagne(created.refus))
  return html(<New versions={versions} state={state} />, 422)
}

/** The field that a refusal is about. */
function champOf({
  code,
  details = {},
}: {
  code: string
  details?: Readonly<Record<string, string | number>>
}): string {
  if (code === 'calendrier_desordonne') return String(details['apres'])
  if (code === 'campagne_existante') return 'annee'
  return code.startsWith('reglement') ? 'reglement' : ''
}

const DAYS: readonly (keyof Calendrier)[] = [
  'ouverture',
  'finInscriptions',
  'finAvisOrigine',
  'debutEntretiens',
  'finEntretiens',
  'finAvisReferent',
  'finConfirmations',
]

function New({ versions, state }: { versions: readonly VersionReglement[]; state: FormState }) {
  const choices = versions.map(({ id, nom, version, approbateur }) => ({
    value: String(id),
    label: `${nom}, version ${version}${approbateur === null ? ' (pas encore approuvé)' : ''}`,
  }))
  return (
    <Frame title="Nouvelle campagne" state={state}>
      {state.values['depuis']?.[0] && (
        <p>
          Les domaines, formations, offres, référents, secteurs et contraintes de la campagne précédente sont
          repris ; ses élèves ne le sont pas. Les fiches des formations sont à relire et à signer de nouveau.
          Le calendrier proposé est le même, 52 semaines plus tard.
        </p>
      )}
      <Form action="/campagnes/nouvelle" state={state}>
        {state.values['depuis']?.[0] && (
          <input type="hidden" name="depuis" value={state.values['depuis'][0]} />
        )}
        <TextField name="annee" label="Année scolaire" hint="Par exemple 2027-2028." state={state} />
        <TextField name="dispositif" label="Dispositif" hint="PASSPRO, PASS-CCD, PASS-AGRI…" state={state} />
        <Select
          name="reglement"
          label="Règlement"
          hint="Il doit être approuvé par une seconde personne avant l’ouverture."
          choices={choices}
          state={state}
        />
        {DAYS.map((day) => (
          <DateField
            key={day}
            name={day}
            label={LIBELLE_CALENDRIER[day]}
            {...(day.startsWith('fin') ? { hint: 'Ce jour compris, jusqu’à 23 h 59.' } : {})}
            state={state}
          />
        ))}
        <Checkbox
          name="repetition"
          label="Répétition"
          hint="Une campagne d’exercice : elle a sa propre horloge, et ses documents sont marqués."
          state={state}
        />
        <Button>Créer la campagne</Button>
      </Form>
    </Frame>
  )
}

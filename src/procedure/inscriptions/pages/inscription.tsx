import { actingFor } from '#src/procedure/comptes/api.ts'
import { placeArrivees } from '#src/procedure/entretiens/api.ts'
import { DelaiInscription } from '#src/procedure/inscriptions/pages/delai.tsx'
import { registerInscriptions } from '#src/procedure/inscriptions/acts.ts'
import { AMENAGEMENTS, type DomaineAuChoix, type LyceeAuChoix } from '#src/procedure/inscriptions/model.ts'
import {
  readChoixInscription,
  readChoix,
  type ChoixInscription,
  type Choix,
} from '#src/procedure/inscriptions/reads/choix.ts'
import { souhaitsParmi, type Souhaits } from '#src/procedure/inscriptions/schema.ts'
import { LIBELLE_AMENAGEMENT, sentenceInscription } from '#src/procedure/inscriptions/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkbox, Checkboxes, Radios, Select } from '#src/web/components/choice-fields.tsx'
import { FieldError, fieldId } from '#src/web/components/field.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

async function load({ tx, campagne, id }: Requete): Promise<Choix> {
  const choix = await readChoix(tx, { campagneId: campagne.id, eleveId: id('id') })
  if (!choix) throw new Introuvable()
  return choix
}

/** What the pupil asked for is ticked beforehand, with the lycée that he prefers there when there is one only. */
const fresh = ({ domaines, dossier }: Choix): FormState =>
  freshForm({
    mode: 'presentiel',
    lycee: prefereAmong(
      dossier.parcours.preferences,
      domaines.filter(({ formations }) => formations.some(({ demandee }) => demandee)),
    ),
    formations: domaines.flatMap((one) =>
      one.formations.filter(({ demandee }) => demandee).map(({ mef }) => mef),
    ),
  })

function prefereAmong(
  preferences: Choix['dossier']['parcours']['preferences'],
  demandes: Choix['domaines'],
): string | null {
  const wanted = preferences.filter(({ domaine }) => demandes.some(({ code }) => code === domaine))
  const [one, ...others] = [...new Set(wanted.map(({ uai }) => uai))]
  return one !== undefined && others.length === 0 ? one : null
}

export const inscriptionDUnEleve = [
  page({
    method: 'GET',
    path: '/eleves/:id/inscription',
    droit: 'inscription.preparer',
    handler: async (requete) => {
      const choix = await load(requete)
      return html(<Inscription choix={choix} state={fresh(choix)} />)
    },
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/inscription',
    droit: 'inscription.enregistrer',
    handler: async (requete) => {
      const asked = { campagneId: requete.campagne.id, eleveId: requete.id('id') }
      const inscrit = await readChoixInscription(requete.tx, asked)
      if (!inscrit) throw new Introuvable()
      const read = readForm(requete.form, souhaitsParmi(inscrit.lycees))
      if (!read.ok) return html(<Inscription choix={await load(requete)} state={read.state} />, 422)
      const { inscrites, refus } = await register(requete, inscrit, read.value)
      if (inscrites.length === 0) {
        const state = withError(read.state, 'formations', refus.join(' '))
        return html(<Inscription choix={await load(requete)} state={state} />, 422)
      }
      // Pupils are placed as registrations come in.
      const { id, prenom } = inscrit.eleve
      await placeArrivees(requete.tx, { campagneId: requete.campagne.id, eleves: [id] })
      return redirect(
        `/eleves/${id}`,
        [`Inscription de ${prenom} enregistrée : ${inscrites.join(', ')}.`, ...refus].join(' '),
      )
    },
  }),
]

async function register(
  { tx, campagne }: Requete,
  { eleve, formations }: ChoixInscription,
  { mefs, ...souhaits }: Souhaits,
): Promise<{ inscrites: string[]; refus: string[] }> {
  const items = mefs.map((mef) => ({ ...souhaits, mef, eleveId: eleve.id }))
  const acteur = actingFor(tx.acteur, eleve.uai)
  const lus = { eleves: [eleve], formations }
  const results = await registerInscriptions({ ...tx, acteur }, { campagneId: campagne.id, items, lus })
  const libelles = new Map(formations.map((one) => [one.mef, one.libelle]))
  const libelle = (rank: number): string => libelles.get(mefs[rank] ?? '') ?? mefs[rank] ?? ''
  return {
    inscrites: results.flatMap((result, rank) => (result.ok ? [libelle(rank)] : [])),
    refus: results.flatMap((result, rank) =>
      result.ok ? [] : [`${libelle(rank)} : ${sentenceInscription(result.refus)}`],
    ),
  }
}

function Inscription({ choix, state }: { choix: Choix; state: FormState }) {
  const { dossier, ouvertes } = choix
  const { id, nom, prenom } = dossier.eleve
  const closed = !ouvertes && Object.keys(state.errors).length === 0
  return (
    <Frame title={`Inscrire ${prenom} ${nom}`} state={state}>
      <DelaiInscription {...choix} />
      {closed ? (
        <LinkButton href={`/eleves/${id}`}>Revenir au dossier de {prenom}</LinkButton>
      ) : (
        <Choisir choix={choix} state={state} />
      )}
    </Frame>
  )
}

/** Kept after the last day for whom it passed while he was typing. */
function Choisir({ choix, state }: { choix: Choix; state: FormState }) {
  const { dossier, domaines, lycees } = choix
  return (
    <>
      <Alert kind="info">
        Un domaine, un entretien : toutes les formations cochées dans un même domaine sont présentées au cours
        d’un seul entretien, dans un seul lycée. Deux domaines donnent deux entretiens.
      </Alert>
      <Form state={state}>
        <Formations domaines={domaines} state={state} />
        <Conditions lycees={lycees} state={state} />
        <Buttons>
          <Button>Inscrire</Button>
          <LinkButton href={`/eleves/${dossier.eleve.id}`} kind="secondary">
            Revenir sans inscrire
          </LinkButton>
        </Buttons>
      </Form>
    </>
  )
}

function Formations({ domaines, state }: { domaines: readonly DomaineAuChoix[]; state: FormState }) {
  return (
    <div id={fieldId('formations')} tabIndex={-1}>
      <h2>Formations</h2>
      <div className={fr('fr-mb-3w')}>
        <FieldError name="formations" state={state} />
      </div>
      {domaines.map((domaine) => (
        <Domaine key={domaine.code} domaine={domaine} state={state} />
      ))}
    </div>
  )
}

function Domaine({ domaine, state }: { domaine: DomaineAuChoix; state: FormState }) {
  const legend = `domaine-${domaine.code}`
  const ticked = state.values['formations'] ?? []
  return (
    <fieldset className={fr('fr-fieldset')} aria-labelledby={legend}>
      <legend className={fr('fr-fieldset__legend')} id={legend}>
        {domaine.libelle}
        <span className={fr('fr-hint-text')}>Un seul entretien pour ce domaine.</span>
      </legend>
      {domaine.formations.map(({ mef, libelle, inscrite, demandee }) => (
        <div key={mef} className={fr('fr-fieldset__element')}>
          <div className={fr('fr-checkbox-group')}>
            <input
              type="checkbox"
              id={`formation-${mef}`}
              name="formations"
              value={mef}
              disabled={inscrite}
              defaultChecked={inscrite || ticked.includes(mef)}
            />
            <label className={fr('fr-label')} htmlFor={`formation-${mef}`}>
              {libelle}
              {inscrite && <span className={fr('fr-hint-text')}>Inscription déjà enregistrée.</span>}
              {demandee && <span className={fr('fr-hint-text')}>Demandée par l’élève.</span>}
            </label>
          </div>
        </div>
      ))}
    </fieldset>
  )
}

const MODES = [
  { value: 'presentiel', label: 'Au lycée' },
  {
    value: 'distanciel',
    label: 'À distance',
    hint: 'L’élève est dans son établissement, qui fournit une salle calme et le matériel.',
  },
]

function Conditions({ lycees, state }: { lycees: readonly LyceeAuChoix[]; state: FormState }) {
  return (
    <>
      <h2>Entretien</h2>
      <Radios name="mode" label="Où a lieu l’entretien ?" choices={MODES} state={state} />
      <Select
        name="lycee"
        label="Lycée souhaité (facultatif)"
        hint="Un souhait : le lycée dépend des places. Il ne change rien aux vœux ni au bonus."
        empty="Aucun souhait"
        choices={lycees.map((lycee) => ({ value: lycee.uai, label: lyceeInWords(lycee) }))}
        state={state}
      />
      <Checkbox
        name="derogation"
        label="Demander une dérogation de secteur"
        hint="Pour être reçu dans un lycée qui ne dessert pas l’établissement."
        state={state}
      />
      <Checkboxes
        name="amenagements"
        label="Aménagements nécessaires (facultatif)"
        hint="Des besoins pratiques seulement. N’écrivez jamais un diagnostic ni une maladie."
        choices={AMENAGEMENTS.map((value) => ({ value, label: LIBELLE_AMENAGEMENT[value] }))}
        state={state}
      />
      <TextField
        name="interprete"
        label="Interprète : dans quelle langue ? (facultatif)"
        hint="Par exemple : portugais, langue des signes."
        state={state}
      />
    </>
  )
}

const lyceeInWords = ({ nom, commune, dansLeSecteur }: LyceeAuChoix): string =>
  [nom, commune, dansLeSecteur ? null : 'hors secteur'].filter((part) => part !== null).join(', ')

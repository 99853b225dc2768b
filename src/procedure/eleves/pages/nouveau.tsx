import { localKey } from '#src/exchange/eleves.ts'
import { dayOf } from '#src/kit/day.ts'
import { actingFor } from '#src/procedure/comptes/api.ts'
import { importEleves } from '#src/procedure/eleves/acts.ts'
import { perimetreOf } from '#src/procedure/eleves/rights.ts'
import { NIVEAU_LEGAL, type Eleve } from '#src/procedure/eleves/model.ts'
import {
  readEleveParCle,
  readEtablissementsSuivis,
  readHomonymes,
} from '#src/procedure/eleves/reads/college.ts'
import {
  nouvelEleveDans,
  RANGS_RESPONSABLES,
  type NouvelEleve,
} from '#src/procedure/eleves/schema/nouvel-eleve.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkbox, Select } from '#src/web/components/choice-fields.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'

/** Schools that the actor may add a pupil to. */
async function load({ tx, campagne }: Requete): Promise<School[]> {
  const headed = perimetreOf(tx.acteur, 'eleves.importer')
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  return schools.filter(
    ({ uai }) => headed === 'academie' || headed.some((one) => 'uai' in one && one.uai === uai),
  )
}

export const nouvelEleve = [
  page({
    method: 'GET',
    path: '/eleves/nouveau',
    droit: 'eleves.importer',
    handler: async (requete) => {
      const state = freshForm({ responsableLegal1: 'oui', responsableLegal2: 'oui' })
      return html(<Nouveau schools={await load(requete)} state={state} />)
    },
  }),
  page({
    method: 'POST',
    path: '/eleves/nouveau',
    droit: 'eleves.importer',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const schools = await load(requete)
      const schema = nouvelEleveDans(
        schools.map(({ uai }) => uai),
        dayOf(tx.now, tx.zone),
      )
      const read = readForm(form, schema)
      if (!read.ok) return html(<Nouveau schools={schools} state={read.state} />, 422)
      const homonymes = await readHomonymes(tx, { campagneId: campagne.id, ...read.value })
      if (homonymes.length > 0 && !read.value.homonyme) {
        const state = withError(read.state, 'homonyme', HOMONYME)
        return html(<Nouveau {...{ schools, state, homonymes }} />, 422)
      }
      const cle = keyOf(read.value, homonymes)
      const scope = { campagneId: campagne.id, uai: read.value.uai, cle }
      // The same key again would change that pupil: only a file may bring one up to date.
      const taken = await readEleveParCle(tx, scope)
      const acting = { ...tx, acteur: actingFor(tx.acteur, scope.uai) }
      const refused = taken ? 1 : (await importEleves(acting, fileOf(read.value, scope))).refus.length
      if (refused > 0) {
        const state = withError(read.state, 'ine', INE_PRIS)
        return html(<Nouveau {...{ schools, state, homonymes }} />, 422)
      }
      const eleve = await readEleveParCle(tx, scope)
      return redirect(
        `/eleves/${eleve?.id ?? ''}`,
        `${read.value.prenom} ${read.value.nom} est dans la liste.`,
      )
    },
  }),
]

const HOMONYME =
  'Un élève né le même jour, de même nom ou de même prénom, est déjà dans la liste. Ouvrez sa page, ou dites que c’est une autre personne, comme un jumeau ou une jumelle.'
const INE_PRIS = 'Un autre élève de la campagne porte cet INE : vérifiez de qui il s’agit.'

/** A namesake born the same day gets a number: the key of the first is never taken over. A twin has his own first name. */
function keyOf({ ine, nom, prenom, dateNaissance }: NouvelEleve, homonymes: readonly Eleve[]): string {
  const key = localKey({ ine, nom, prenom, naissance: dateNaissance })
  const taken = new Set(homonymes.map((one) => one.cleSiecle))
  if (ine !== null) return key
  const named = homonymes.filter(
    (one) => localKey({ ...one, ine: null, naissance: one.dateNaissance }) === key,
  )
  let rank = named.length + 1
  while (taken.has(`${key}-${rank}`)) rank += 1
  return named.length === 0 ? key : `${key}-${rank}`
}

/** The pupil as a file of one line would give him. */
function fileOf(eleve: NouvelEleve, { campagneId, cle }: { campagneId: number; cle: string }) {
  const { uai, nom, prenom, dateNaissance, ine, classe } = eleve
  const unknown = { courriel: null, telephone: null, adresse: null }
  const personneOf = (rang: number): string => `${cle}-r${rang + 1}`
  return {
    campagneId,
    uai,
    eleves: [
      {
        eleveId: cle,
        ine,
        nom,
        nomUsage: null,
        prenom,
        dateNaissance,
        sexe: null,
        codeMef: null,
        classe,
        ...unknown,
      },
    ],
    responsables: eleve.responsables.map((one, rang) => ({
      personneId: personneOf(rang),
      civilite: null,
      nom: one.nom,
      prenom: one.prenom,
      accepteSms: false,
      communicationAdresse: false,
      ...unknown,
    })),
    liens: eleve.responsables.map(({ legal }, rang) => ({
      eleveId: cle,
      personneId: personneOf(rang),
      niveau: legal ? NIVEAU_LEGAL : NIVEAU_LEGAL + 1,
      parente: null,
      prioritaire: rang === 0,
    })),
  }
}

function Nouveau(props: { schools: readonly School[]; state: FormState; homonymes?: readonly Eleve[] }) {
  const { schools, state, homonymes = [] } = props
  return (
    <Frame title="Ajouter un élève" state={state}>
      <p>
        Pour un élève qui n’est dans aucun fichier : arrivé en cours d’année, scolarisé ailleurs… Sinon,
        importez plutôt le fichier de l’établissement.
      </p>
      <Form state={state}>
        {schools.length !== 1 && (
          <Select
            name="etablissement"
            label="Établissement"
            choices={schools.map(({ uai, nom }) => ({ value: uai, label: nom }))}
            state={state}
          />
        )}
        <TextField name="nom" label="Nom" state={state} />
        <TextField name="prenom" label="Prénom" state={state} />
        <DateField name="naissance" label="Date de naissance" state={state} />
        {homonymes.length > 0 && <Homonymes homonymes={homonymes} state={state} />}
        <TextField
          name="ine"
          label="INE (facultatif)"
          hint="11 caractères. Sans INE, les vœux saisis dans Affelnet ne pourront pas être rapprochés."
          state={state}
        />
        <TextField name="classe" label="Classe (facultatif)" state={state} />
        {RANGS_RESPONSABLES.map((rang) => (
          <Responsable key={rang} rang={rang} state={state} />
        ))}
        <Buttons>
          <Button>Ajouter</Button>
          <LinkButton href="/eleves" kind="secondary">
            Revenir à la liste
          </LinkButton>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Homonymes({ homonymes, state }: { homonymes: readonly Eleve[]; state: FormState }) {
  return (
    <>
      <p>Déjà dans la liste, nés le même jour :</p>
      <ul>
        {homonymes.map(({ id, nom, prenom, classe }) => (
          <li key={id}>
            <a href={`/eleves/${id}`}>
              {prenom} {nom}
              {classe && `, ${classe}`}
            </a>
          </li>
        ))}
      </ul>
      <Checkbox
        name="homonyme"
        label="C’est une autre personne"
        hint="Le même jour de naissance et le même nom : un jumeau, une jumelle. Les deux restent dans la liste."
        state={state}
      />
    </>
  )
}

function Responsable({ rang, state }: { rang: number; state: FormState }) {
  const legend = `responsable-${rang}`
  return (
    <fieldset className={fr('fr-fieldset')} aria-labelledby={legend}>
      <legend className={fr('fr-fieldset__legend')} id={legend}>
        {rang === 1 ? 'Premier responsable' : 'Second responsable (facultatif)'}
      </legend>
      <div className={fr('fr-fieldset__element')}>
        <TextField name={`responsableNom${rang}`} label="Nom" state={state} />
        <TextField name={`responsablePrenom${rang}`} label="Prénom" state={state} />
        <Checkbox
          name={`responsableLegal${rang}`}
          label="Responsable légal"
          hint="Lui seul peut confirmer une formation avec l’élève."
          state={state}
        />
      </div>
    </fieldset>
  )
}

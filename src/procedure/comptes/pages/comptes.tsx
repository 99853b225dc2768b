import { z } from 'zod'
import { dayOf, isDay } from '#src/kit/day.ts'
import {
  closeCompte,
  endDroit,
  giveCode,
  giveDroit,
  openCompte,
} from '#src/procedure/comptes/acts/comptes.ts'
import { ROLES, type DroitDonne, type Role } from '#src/procedure/comptes/model.ts'
import {
  readCompte,
  readComptes,
  TRIS_COMPTES,
  type CompteSuivi,
} from '#src/procedure/comptes/reads/comptes.ts'
import { readEcoleChoisie } from '#src/procedure/comptes/reads/etablissements.ts'
import { hasRole, mayGive, schoolsOf } from '#src/procedure/comptes/rights.ts'
import {
  COLUMNS,
  CompteOuvert,
  ListeDesComptes,
  UnCompte,
} from '#src/procedure/comptes/pages/comptes-vue.tsx'
import { phraseDuRefus } from '#src/procedure/comptes/texts.ts'
import { freshForm, readForm, texte, typedOf, withError, type FormState } from '#src/web/form.ts'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { listPages } from '#src/web/list-pages.ts'
import { triOf, type Listed } from '#src/web/lists.ts'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { saisieEcole, type Ecole } from '#src/web/components/school-field.tsx'

const PATH = '/comptes'

const facultatif = z
  .string()
  .default('')
  .transform((text) => text.trim().toUpperCase() || null)
const jour = (missing: string) => z.string().refine((text) => isDay(text), missing)
const Droit = z.object({
  role: z.enum(ROLES, 'Choisissez ce que cette personne fera.').exclude(['eleve', 'responsable']),
  etablissement: z
    .string()
    .default('')
    .transform((text) => text.trim().toUpperCase() || null),
  debut: jour('Indiquez le premier jour.'),
  fin: z
    .string()
    .default('')
    .refine((text) => text === '' || isDay(text), 'Indiquez le dernier jour, ou laissez vide.')
    .transform((text) => text || null),
  delegation: z
    .string()
    .default('')
    .transform((text) => text.trim() || null),
  titre: z.enum(['', 'interim']).default(''),
  departement: facultatif,
  classe: facultatif,
})
const Nouveau = Droit.extend({
  nom: texte('Écrivez le prénom et le nom.', 120),
  courriel: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text === '' || z.email().safeParse(text).success, 'Cette adresse n’est pas complète.')
    .transform((text) => text || null),
})

const droitOf = ({
  role,
  etablissement,
  debut,
  fin,
  delegation,
  titre,
  departement,
  classe,
}: z.infer<typeof Droit>): DroitDonne => ({
  role,
  uai: role === 'academie' ? null : etablissement,
  interim: titre === 'interim',
  departement,
  classe,
  debut,
  fin,
  delegueePar: delegation,
})

/** A new code, and what the base keeps of it. */
export const newHash = (): { code: string; empreinte: string } => {
  const code = newCode()
  const empreinte = hashOfCode(code)
  if (empreinte === undefined) throw new Error('code illisible')
  return { code, empreinte }
}

/** Roles that the actor may give, and the schools in which he gives them. */
const scopeOf = ({
  acteur,
}: Requete): { roles: readonly Role[]; uais: readonly string[]; libre: boolean } => ({
  roles: ROLES.filter((role) => role !== 'eleve' && role !== 'responsable' && mayGive(acteur, role)),
  uais: schoolsOf(acteur, ['chef_origine', 'chef_referent']),
  libre: hasRole(acteur, 'academie'),
})

const blank = (requete: Requete): FormState =>
  freshForm({
    debut: dayOf(requete.tx.now, requete.tx.zone),
    etablissement: scopeOf(requete).libre ? '' : (scopeOf(requete).uais[0] ?? ''),
  })

async function load({ tx, query }: Requete, slice: Slice): Promise<Listed<CompteSuivi>> {
  const cherche = query('cherche')?.slice(0, 80) ?? ''
  const tri = triOf(query('tri'), TRIS_COMPTES)
  const { comptes: rows, total } = await readComptes(tx, { cherche, tri, ...slice })
  const filters = [{ name: 'cherche', label: 'Chercher un nom ou une adresse' }]
  return { path: PATH, filters, choices: { cherche }, columns: COLUMNS, tri, slice, rows, total }
}

const again = async (requete: Requete, state: FormState, trouvees: readonly Ecole[] = []): Promise<Reply> => {
  const lue = await load(requete, sliceOf(requete.query('page')))
  return html(<ListeDesComptes {...{ lue, state }} scope={{ ...scopeOf(requete), trouvees }} />, 422)
}

/** Puts the number of the school that is meant in the form; gives back the page when it is still to choose. */
async function withEcole(requete: Requete, giveBack: typeof again): Promise<Reply | undefined> {
  const { form, tx } = requete
  const ecole = await readEcoleChoisie(tx, { acte: 'compte.tenir', ...saisieEcole(form, 'etablissement') })
  if ('trouvees' in ecole)
    return giveBack(requete, withError(typedOf(form), 'etablissement', ecole.phrase), ecole.trouvees)
  form.set('etablissement', ecole.uai ?? '')
  return undefined
}

async function one(
  requete: Requete,
  state = blank(requete),
  trouvees: readonly Ecole[] = [],
): Promise<Reply> {
  const compte = await readCompte(requete.tx, requete.id('id'))
  if (!compte) throw new Introuvable()
  const { acteur } = requete
  const gives = (role: Role, uai: string | null): boolean =>
    mayGive(acteur, role, uai === null ? {} : { uai })
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return html(
    <UnCompte
      {...{ compte, gives, state }}
      scope={{ ...scopeOf(requete), trouvees }}
      moi={compte.id === acteur.compteId}
    />,
    status,
  )
}

const CHAMP = {
  ecole_inconnue: 'etablissement',
  ecole_de_trop: 'etablissement',
  jours_inverses: 'fin',
  departement_absent: 'departement',
  classe_absente: 'classe',
  interim_sans_fin: 'fin',
  inconnu: '',
  ferme: '',
  au_dessus: '',
  sans_motif: '',
  adresse_commune: 'courriel',
} as const

export const comptes = [
  ...listPages({
    path: PATH,
    droit: 'compte.lire',
    menu: { libelle: 'Comptes', ordre: 90, sansCampagne: true },
    nom: 'comptes',
    load,
    draw: (lue, requete) => <ListeDesComptes lue={lue} state={blank(requete)} scope={scopeOf(requete)} />,
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'compte.tenir',
    handler: async (requete) => {
      const toChoose = await withEcole(requete, again)
      if (toChoose) return toChoose
      const read = readForm(requete.form, Nouveau)
      if (!read.ok) return again(requete, read.state)
      const { nom, courriel } = read.value
      const { code, empreinte } = newHash()
      const done = await openCompte(requete.tx, { nom, courriel, droit: droitOf(read.value), empreinte })
      if (!done.ok)
        return again(requete, withError(read.state, CHAMP[done.refus.code], phraseDuRefus(done.refus)))
      return html(<CompteOuvert {...{ nom, code, id: done.value }} />)
    },
  }),
  page({
    method: 'GET',
    path: '/comptes/:id',
    droit: 'compte.lire',
    handler: (requete) => one(requete),
  }),
  page({
    method: 'POST',
    path: '/comptes/:id/droits',
    droit: 'compte.tenir',
    redige: ['delegation'],
    handler: async (requete) => {
      const toChoose = await withEcole(requete, one)
      if (toChoose) return toChoose
      const read = readForm(requete.form, Droit)
      if (!read.ok) return one(requete, read.state)
      const compteId = requete.id('id')
      const done = await giveDroit(requete.tx, { compteId, droit: droitOf(read.value) })
      if (!done.ok)
        return one(requete, withError(read.state, CHAMP[done.refus.code], phraseDuRefus(done.refus)))
      return redirect(`${PATH}/${compteId}`, 'Le droit est donné : il vaut dès la prochaine page.')
    },
  }),
  page({
    method: 'POST',
    path: '/comptes/:id/droits/:droit/fin',
    droit: 'compte.tenir',
    handler: async ({ tx, id }) => {
      const done = await endDroit(tx, { compteId: id('id'), droitId: id('droit') })
      if (!done.ok) throw new Introuvable()
      return redirect(`${PATH}/${done.value}`, 'Le droit est retiré : il ne vaut plus.')
    },
  }),
  page({
    method: 'POST',
    path: '/comptes/:id/code',
    droit: 'compte.tenir',
    handler: async (requete) => {
      const { code, empreinte } = newHash()
      const compteId = requete.id('id')
      const compte = await readCompte(requete.tx, compteId)
      const done = await giveCode(requete.tx, { compteId, empreinte })
      if (!compte || !done.ok) throw new Introuvable()
      return html(<CompteOuvert nom={compte.nom} code={code} id={compteId} />)
    },
  }),
  page({
    method: 'POST',
    path: '/comptes/:id/fermeture',
    droit: 'compte.tenir',
    handler: async ({ tx, id }) => {
      const done = await closeCompte(tx, id('id'))
      if (!done.ok) throw new Introuvable()
      return redirect(PATH, `Le compte de n° ${done.value} est fermé : ses sessions sont terminées.`)
    },
  }),
]

import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { leverRestriction } from '#src/procedure/donnees/acts/droits.ts'
import { ETATS_DEMANDE } from '#src/procedure/donnees/rules/delai.ts'
import { readDemandes, type DemandeSuivie } from '#src/procedure/donnees/reads/droits.ts'
import { LIBELLE_DROIT, LIBELLE_ETAT_DEMANDE, sentenceDonnees } from '#src/procedure/donnees/texts.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { freshForm, readForm } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, textFilter, type ListColumn } from '#src/web/lists.ts'
import { Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/demandes-donnees'
const TITLE = 'Données personnelles'

type Lues = Awaited<ReturnType<typeof readDemandes>>

export const demandesDesPersonnes = [
  ...listPages({
    path: PATH,
    droit: 'demandes_donnees.lire',
    menu: { libelle: TITLE, ordre: 92 },
    attente: async ({ tx, campagne }) => {
      const waiting = (await readDemandes(tx, campagne.id)).demandes.filter((one) => one.reponse === null)
      const [first] = waiting.map(({ echeance }) => echeance).toSorted((a, b) => a.localeCompare(b))
      const texte = `Répondre à ${counted(waiting.length, 'demande')} sur les données personnelles`
      if (first === undefined) return []
      return [{ texte, ...(first < dayOf(tx.now, tx.zone) ? { depuis: first } : { jusquAu: first }) }]
    },
    nom: 'demandes-donnees',
    load,
    draw: (lue) => <Demandes lue={lue} />,
  }),
  page({
    method: 'POST',
    path: `${PATH}/lever`,
    droit: 'restriction.lever',
    handler: async ({ tx, form }) => {
      const read = readForm(form, z.object({ restriction: z.coerce.number().int().positive() }))
      if (!read.ok) throw new Introuvable()
      const done = await leverRestriction(tx, read.value.restriction)
      return redirect(PATH, done.ok ? 'La suspension est levée.' : sentenceDonnees(done.refus))
    },
  }),
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const { demandes: rows, restrictions } = await readDemandes(tx, campagne.id)
  return {
    ...listed(requete, {
      path: PATH,
      filters: [
        textFilter('Nom ou prénom', nameOf),
        {
          name: 'etat',
          label: 'État',
          choices: choicesIn(ETATS_DEMANDE, LIBELLE_ETAT_DEMANDE),
          keeps: (one: DemandeSuivie, etat: string) => one.etat === etat,
        },
      ],
      columns: columnsIn(tx.zone),
      rows,
      slice,
    }),
    restrictions,
    academie: hasRole(tx.acteur, 'academie'),
    zone: tx.zone,
  }
}

const columnsIn = (zone: string): ListColumn<DemandeSuivie>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (one) => <a href={`${PATH}/${one.id}`}>{nameOf(one)}</a>,
    valeur: nameOf,
  },
  { title: 'Demande', tri: 'demande', valeur: ({ droit }) => LIBELLE_DROIT[droit] },
  {
    title: 'De',
    valeur: ({ responsableId }) => (responsableId === null ? 'élève' : 'responsable'),
  },
  {
    title: 'Reçue le',
    tri: 'recue',
    valeur: ({ recueLe }) => dayInWords(dayOf(recueLe, zone)),
    ordre: ({ recueLe }) => recueLe.toISOString(),
  },
  {
    title: 'Réponse avant le',
    tri: 'echeance',
    valeur: ({ echeance }) => dayInWords(echeance),
    ordre: ({ echeance }) => echeance,
  },
  {
    title: 'État',
    tri: 'etat',
    cell: ({ etat }) => <Etat etat={etat} />,
    valeur: ({ etat }) => LIBELLE_ETAT_DEMANDE[etat],
  },
]

function Demandes({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { total, restrictions, academie, zone } = lue
  return (
    <Frame title={TITLE}>
      <p>
        Une famille peut demander une copie de ses données, leur correction, leur suspension, leur effacement,
        ou ne plus participer. Vous avez un mois pour répondre. Une demande sur papier s’enregistre depuis le
        dossier de l’élève.
      </p>
      {academie && (
        <p>
          <a href="/conservation">Voir combien de temps les données sont gardées</a>
        </p>
      )}
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={counted(total, 'demande')}
        rowKey={({ id }) => id}
        empty="Aucune demande pour l’instant."
      />
      {restrictions.length > 0 && <Suspensions restrictions={restrictions} zone={zone} />}
    </Frame>
  )
}

export const nameOf = ({ nom, prenom }: Pick<DemandeSuivie, 'nom' | 'prenom'>): string =>
  nom === null ? 'Élève effacé' : `${nom} ${prenom}`

function Etat({ etat }: { etat: DemandeSuivie['etat'] }) {
  const kind = { repondue: 'success', en_cours: 'info', a_repondre: 'warning', en_retard: 'error' } as const
  return <Badge kind={kind[etat]}>{LIBELLE_ETAT_DEMANDE[etat]}</Badge>
}

function Suspensions({ restrictions, zone }: { restrictions: Lues['restrictions']; zone: string }) {
  return (
    <>
      <h2>Suspensions en cours</h2>
      <p>Rien de nouveau n’est transmis à Affelnet pour ces élèves.</p>
      {restrictions.map(({ id, nom, prenom, genre, auteur, le }) => (
        <Form key={id} state={freshForm()} action={`${PATH}/lever`}>
          <p>
            <strong>{`${nom} ${prenom}`}</strong> :{' '}
            {genre === 'limitation' ? 'données suspendues' : 'ne participe plus'} depuis le{' '}
            {dayInWords(dayOf(le, zone))} ({auteur}).
          </p>
          <input type="hidden" name="restriction" value={id} />
          <Buttons>
            <Button kind="secondary">{`Lever, pour ${prenom} ${nom}`}</Button>
          </Buttons>
        </Form>
      ))}
    </>
  )
}

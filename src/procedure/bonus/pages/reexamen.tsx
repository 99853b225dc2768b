import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { contesterSaisie, demanderReexamen } from '#src/procedure/bonus/acts/demandes.ts'
import { adresseDe } from '#src/procedure/bonus/pages/famille-fiche.tsx'
import type { Reexamen } from '#src/procedure/bonus/model/demandes.ts'
import { readMesReexamens } from '#src/procedure/bonus/reads/demandes.ts'
import {
  readFicheDeFamille,
  readMoi,
  type FicheDeFamille,
  type FormationAConfirmer,
} from '#src/procedure/bonus/reads/famille.ts'
import { reexamenSurPapier } from '#src/procedure/bonus/pages/reexamen-papier.tsx'
import { sentenceBonus } from '#src/procedure/bonus/texts.ts'
import { sentenceDemande } from '#src/procedure/bonus/texts/demandes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Page, type Reply, type Requete } from '#src/web/page.ts'

const MOTIF_MAX = 1500

const Demande = z.object({
  mef: z.string({ error: 'Choisissez la formation.' }),
  motif: texte('Dites ce que vous contestez.', MOTIF_MAX),
})
const Contestation = z.object({
  decision: z.enum(['oui', 'non'], { error: 'Répondez oui ou non.' }),
  motif: texte('Dites en une phrase ce qui ne va pas.', MOTIF_MAX),
})

type Qui = (requete: Requete) => Promise<number> | number

/** What a family asks of a human, from the fiche of a guardian's child or from the pupil's own. */
export const reexamens: readonly Page[] = [
  ...reexamenSurPapier,
  ...pagesUnder('/famille/:id', 'fiche.lire_responsable', (requete) => requete.id('id')),
  ...pagesUnder('/mon-espace/fiche', 'fiche.lire_eleve', async ({ tx, campagne }) => {
    const moi = await readMoi(tx, campagne.id)
    if (!moi) throw new Introuvable()
    return moi.id
  }),
]

function pagesUnder(
  base: `/${string}`,
  droit: 'fiche.lire_eleve' | 'fiche.lire_responsable',
  qui: Qui,
): Page[] {
  const reexamen = `${base}/reexamen` as const
  const contestation = `${base}/contestation/:mef` as const
  const load = async (requete: Requete): Promise<FicheDeFamille> => {
    const { tx, campagne } = requete
    const lue = await readFicheDeFamille(tx, { campagneId: campagne.id, eleveId: await qui(requete) })
    if (!lue?.fiche) throw new Introuvable()
    return lue
  }
  return [
    page({
      method: 'GET',
      path: reexamen,
      droit,
      handler: async (requete) => html(await drawDemande(requete, await load(requete), freshForm())),
    }),
    page({
      method: 'POST',
      path: reexamen,
      droit,
      handler: async (requete) => ask(requete, await load(requete)),
    }),
    page({
      method: 'GET',
      path: contestation,
      droit,
      handler: async (requete) => {
        const lue = await load(requete)
        return html(<Contester lue={lue} formation={paperOf(requete, lue)} state={freshForm()} />)
      },
    }),
    page({
      method: 'POST',
      path: contestation,
      droit,
      handler: async (requete) => contest(requete, await load(requete)),
    }),
  ]
}

/** The formation for which a paper was entered in the name of the reader. */
function paperOf({ param }: Requete, { formations, moi }: FicheDeFamille): FormationAConfirmer {
  const found = formations.find(({ mef }) => mef === param('mef'))
  const mot = found?.mots.find(({ responsableId }) => responsableId === moi)
  if (!found || mot?.support !== 'papier') throw new Introuvable()
  return found
}

async function ask(requete: Requete, lue: FicheDeFamille): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Demande)
  if (!read.ok) return html(await drawDemande(requete, lue, read.state), 422)
  const done = await demanderReexamen(tx, { campagneId: campagne.id, eleveId: lue.eleveId, ...read.value })
  if (done.ok)
    return redirect(
      `${adresseDe(lue)}/reexamen`,
      'Votre demande est transmise : une personne de l’académie la lira.',
    )
  return html(await drawDemande(requete, lue, withError(read.state, 'mef', sentenceDemande(done.refus))), 422)
}

async function contest(requete: Requete, lue: FicheDeFamille): Promise<Reply> {
  const { tx, campagne, form } = requete
  const formation = paperOf(requete, lue)
  const again = (state: FormState) => html(<Contester lue={lue} formation={formation} state={state} />, 422)
  const read = readForm(form, Contestation)
  if (!read.ok) return again(read.state)
  const vise = { campagneId: campagne.id, eleveId: lue.eleveId, mef: formation.mef }
  const done = await contesterSaisie(tx, { ...vise, ...read.value })
  if (done.ok)
    return redirect(
      adresseDe(lue),
      'Votre réponse remplace celle du papier, et l’établissement sait que vous la contestez.',
    )
  const { refus } = done
  const sentence =
    refus.code === 'inscription_absente' ||
    refus.code === 'personne_etrangere' ||
    refus.code === 'confirmation_tardive'
      ? sentenceBonus({ ...refus, code: refus.code })
      : sentenceDemande({ ...refus, code: refus.code })
  return again(withError(read.state, 'decision', sentence))
}

async function drawDemande({ tx }: Requete, lue: FicheDeFamille, state: FormState) {
  return <Demander lue={lue} demandes={await readMesReexamens(tx, lue)} zone={tx.zone} state={state} />
}

function Demander(props: {
  lue: FicheDeFamille
  demandes: readonly Reexamen[]
  zone: string
  state: FormState
}) {
  const { lue, demandes, zone, state } = props
  const day = (instant: Date): string => dayInWords(dayOf(instant, zone))
  return (
    <Frame title="Demander un réexamen" state={state}>
      <p>
        <a href={adresseDe(lue)}>Revenir à la fiche</a>
      </p>
      <p>
        Une personne de l’académie relit le résultat que vous contestez et vous répond ici. La demande ne
        retire rien : ce qui est sur la fiche tient tant que personne n’a répondu.
      </p>
      {demandes.length > 0 && <h2>Vos demandes</h2>}
      {demandes.map(({ id, libelle, le, motif, reponse, reponduLe }) => (
        <section key={id} className="passpro-carte">
          <h3>{libelle}</h3>
          <p>Demandé le {day(le)} :</p>
          <blockquote className="passpro-citation">{motif}</blockquote>
          {reponse === null || reponduLe === null ? (
            <p>Pas encore de réponse.</p>
          ) : (
            <>
              <p>Réponse de l’académie, le {day(reponduLe)} :</p>
              <blockquote className="passpro-citation">{reponse}</blockquote>
            </>
          )}
        </section>
      ))}
      <Form state={state}>
        <Radios
          name="mef"
          label="Pour quelle formation"
          choices={lue.formations.map(({ mef, libelle }) => ({ value: mef, label: libelle }))}
          state={state}
        />
        <TextArea
          name="motif"
          label="Ce que vous contestez"
          hint="Par exemple : un avis qui manque, un fait inexact."
          limite={MOTIF_MAX}
          state={state}
        />
        <Buttons>
          <Button>Demander un réexamen</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Contester(props: { lue: FicheDeFamille; formation: FormationAConfirmer; state: FormState }) {
  const { lue, formation, state } = props
  const mot = formation.mots.find(({ responsableId }) => responsableId === lue.moi)
  return (
    <Frame title="Ce n’est pas ma réponse" state={state}>
      <p>
        Pour {formation.libelle}, {mot?.auteur ?? 'l’établissement'} a saisi « {mot?.decision} » d’après un
        papier signé. Si ce n’est pas votre réponse, donnez la vôtre : elle prend sa place aussitôt.
      </p>
      <Form state={state}>
        <Radios
          name="decision"
          label="Ma réponse"
          choices={[
            { value: 'oui', label: 'Oui, je confirme' },
            { value: 'non', label: 'Non, je ne confirme pas' },
          ]}
          state={state}
          inline
        />
        <TextArea name="motif" label="Ce qui ne va pas" rows={3} limite={MOTIF_MAX} state={state} />
        <Buttons>
          <Button>Contester et répondre</Button>
          <LinkButton href={adresseDe(lue)} kind="secondary">
            Revenir sans rien changer
          </LinkButton>
        </Buttons>
      </Form>
    </Frame>
  )
}

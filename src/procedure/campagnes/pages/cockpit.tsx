import { etapesEnOrdre } from '#src/procedure/campagnes/rules/calendrier.ts'
import { z } from 'zod'
import { moveHorloge } from '#src/procedure/campagnes/acts.ts'
import type { Campagne, VersionReglement } from '#src/procedure/campagnes/model.ts'
import { attenteDeLAcademie } from '#src/procedure/campagnes/pages/cockpit-attente.ts'
import { EtatDeLaCampagne } from '#src/procedure/campagnes/pages/cockpit-etat.tsx'
import { ReglementView } from '#src/procedure/campagnes/pages/reglement-vue.tsx'
import { readEcolesSuivies } from '#src/procedure/campagnes/reads/etablissements-suivis.ts'
import { readSuivi } from '#src/procedure/campagnes/reads/suivi.ts'
import { LIBELLE_CALENDRIER } from '#src/procedure/campagnes/texts.ts'
import { enqueuePlacement, readTravail } from '#src/procedure/entretiens/api.ts'
import { dayInWords, dayOf, instantOf, isLocalMinute, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'

const Horloge = z.object({ instant: z.string({ error: 'Donnez une date et une heure.' }) })
const FAUX = 'Donnez une date et une heure qui existent.'

export const cockpit = [
  page({
    method: 'GET',
    path: '/campagne',
    droit: 'campagne.suivre',
    menu: { libelle: 'Campagne', ordre: 5 },
    attente: attenteDeLAcademie,
    handler: async (requete) => html(await draw(requete)),
  }),
  page({
    method: 'POST',
    path: '/campagne/placement',
    droit: 'entretiens.placer_partout',
    handler: async ({ tx, campagne }) => {
      await enqueuePlacement(tx, campagne.id)
      return redirect('/campagne', 'Le placement est lancé.')
    },
  }),
  page({
    method: 'POST',
    path: '/campagne/horloge',
    droit: 'campagne.avancer_horloge',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const read = readForm(form, Horloge)
      if (!read.ok) return html(await draw(requete, { state: read.state }), 422)
      const { instant } = read.value
      if (!isLocalMinute(instant))
        return html(await draw(requete, { state: withError(read.state, 'instant', FAUX) }), 422)
      await moveHorloge(tx, { campagneId: campagne.id, instant: instantOf(instant, tx.zone) })
      return redirect('/campagne', 'L’horloge de la campagne est déplacée.')
    },
  }),
]

/** The figures of the schools alone. */
const NOBODY = { nom: '', situation: null, tri: null, limit: 0, offset: 0 } as const

async function draw({ tx, campagne: { id } }: Requete, told: { state?: FormState } = {}) {
  const { campagne, version, suivi } = await readSuivi(tx, id)
  const { zone, now } = tx
  const travail = await readTravail(tx, { nom: 'placement', campagneId: id })
  const { situations } = await readEcolesSuivies(tx, { campagneId: id, ...NOBODY })
  const mention = mentionLegale({ academie: campagne.academieNom, etablissement: null })
  return (
    <Frame
      title={`Campagne ${campagne.dispositif} ${campagne.annee}`}
      {...(told.state && { state: told.state })}
    >
      <State campagne={campagne} version={version} />
      <EtatDeLaCampagne {...{ suivi, situations, travail, zone }} />
      <Calendar campagne={campagne} today={dayOf(now, zone)} />
      <h2>Règlement</h2>
      <p>
        {campagne.reglementNom}, version {campagne.reglementVersion}.{' '}
        <a className="fr-link" href="/reglements">
          Voir tous les règlements
        </a>
      </p>
      <ReglementView reglement={campagne.reglement} />
      {campagne.repetition && <Clock {...{ now, zone }} state={told.state} />}
      <LegalMention sentences={mention} />
    </Frame>
  )
}

function State({ campagne, version }: { campagne: Campagne; version: VersionReglement | undefined }) {
  const approved = version?.approbateur ?? null
  return (
    <>
      <p>
        {campagne.ouverte ? <Badge kind="success">Ouverte</Badge> : <Badge>En préparation</Badge>}{' '}
        {campagne.repetition && <Badge kind="info">Répétition</Badge>}
      </p>
      <Facts
        facts={[
          ['Règlement rédigé par', version?.redacteur ?? null],
          ['Règlement approuvé par', approved ?? 'personne encore'],
        ]}
      />
      {!campagne.ouverte && (
        <LinkButton href="/campagne/ouverture">Vérifier ce qu’il faut, et ouvrir la campagne</LinkButton>
      )}
      <p className="fr-mt-2w">
        <a className="fr-link" href={`/campagnes/nouvelle?depuis=${campagne.id}`}>
          Préparer la campagne suivante à partir de celle-ci
        </a>
        {', '}
        <a className="fr-link" href="/campagnes/nouvelle">
          partir de rien
        </a>
        {', ou '}
        <a className="fr-link" href="/campagne/changements">
          voir ce qui a changé depuis l’an dernier
        </a>
      </p>
    </>
  )
}

function Calendar({ campagne, today }: { campagne: Campagne; today: string }) {
  return (
    <>
      <h2>Calendrier</h2>
      <Table
        caption={`Étapes, au ${dayInWords(today)}`}
        rows={etapesEnOrdre(campagne)}
        rowKey={({ etape }) => etape}
        columns={[
          { title: 'Étape', heading: true, cell: ({ etape }) => LIBELLE_CALENDRIER[etape] },
          { title: 'Jour', cell: ({ jour }) => dayInWords(jour) },
          {
            title: 'Situation',
            cell: ({ jour }) => (jour < today ? 'passée' : jour === today ? 'aujourd’hui' : 'à venir'),
          },
        ]}
      />
      <p>
        <a className="fr-link" href="/prolongations">
          Prolonger une échéance
        </a>{' '}
        (prolongations accordées : {campagne.prolongations.length})
      </p>
    </>
  )
}

function Clock(props: { now: Date; zone: string; state: FormState | undefined }) {
  const local = localMinuteOf(props.now, props.zone)
  const state = props.state ?? freshForm({ instant: local })
  return (
    <>
      <h2>Horloge de la répétition</h2>
      <p>
        Pour cette campagne il est {timeInWords(local)}, {dayInWords(local.slice(0, 10))}. Déplacer l’horloge
        change ce qui est possible, pour tout le monde.
      </p>
      <Form action="/campagne/horloge" state={state}>
        <TextField name="instant" label="Nouvelle date et heure" type="datetime-local" state={state} />
        <Button kind="secondary">Déplacer l’horloge</Button>
      </Form>
    </>
  )
}

import { etapesEnOrdre } from '#src/procedure/campagnes/rules/calendrier.ts'
import { z } from 'zod'
import { moveHorloge } from '#src/procedure/campagnes/acts.ts'
import type { Campagne, SuiviCampagne, VersionReglement } from '#src/procedure/campagnes/model.ts'
import { attenteDeLAcademie } from '#src/procedure/campagnes/pages/cockpit-attente.ts'
import { Missing } from '#src/procedure/campagnes/pages/cockpit-manques.tsx'
import { ReglementView } from '#src/procedure/campagnes/pages/reglement-vue.tsx'
import { readSuivi } from '#src/procedure/campagnes/reads/suivi.ts'
import { LIBELLE_CALENDRIER } from '#src/procedure/campagnes/texts.ts'
import { enqueuePlacement } from '#src/procedure/entretiens/api.ts'
import { dayInWords, dayOf, instantOf, isLocalMinute, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, LinkButton } from '#src/web/components/button.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Distribution } from '#src/web/components/distribution.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Progress } from '#src/web/components/progress.tsx'
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
      return redirect('/campagne', 'Le placement est lancé. Rechargez cette page dans un instant.')
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

async function draw({ tx, campagne: { id } }: Requete, told: { state?: FormState } = {}) {
  const { campagne, version, suivi } = await readSuivi(tx, id)
  const { zone, now } = tx
  const mention = mentionLegale({ academie: campagne.academieNom, etablissement: null })
  return (
    <Frame
      title={`Campagne ${campagne.dispositif} ${campagne.annee}`}
      {...(told.state && { state: told.state })}
    >
      <State campagne={campagne} version={version} />
      <Counts suivi={suivi} />
      <Flux suivi={suivi} />
      <Missing suivi={suivi} />
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

/** What became of the registrations, step after step, as one looks at a campaign. */
function Flux({ suivi }: { suivi: SuiviCampagne }) {
  const { elevesInscrits, inscriptions, entretiensPlaces, entretiensPasses, fiches, inscriptionsRepondues } =
    suivi
  return (
    <>
      <p>
        <a className="fr-link" href="/campagne/etablissements">
          Où en est chaque établissement : silencieux, avis manquants, documents à remettre, messages en
          erreur
        </a>
      </p>
      <Distribution
        caption="Le chemin des inscriptions"
        quoi="Étape"
        phrase={`Élèves inscrits : ${elevesInscrits} ; inscriptions : ${inscriptions}. Entretiens placés : ${entretiensPlaces}, dont passés : ${entretiensPasses}. Élèves qui ont leur fiche : ${fiches} ; inscriptions qui ont une réponse : ${inscriptionsRepondues}.`}
        sansPart
        parts={[
          { libelle: 'Élèves inscrits', nombre: elevesInscrits },
          { libelle: 'Inscriptions', nombre: inscriptions },
          { libelle: 'Entretiens placés', nombre: entretiensPlaces },
          { libelle: 'Entretiens passés', nombre: entretiensPasses },
          { libelle: 'Élèves avec une fiche', nombre: fiches },
          { libelle: 'Réponses des familles', nombre: inscriptionsRepondues },
        ]}
      />
    </>
  )
}

function Counts({ suivi }: { suivi: SuiviCampagne }) {
  const counts: [string, number][] = [
    ['Élèves importés', suivi.eleves],
    ['Élèves inscrits', suivi.elevesInscrits],
    ['Inscriptions', suivi.inscriptions],
    ['Entretiens placés', suivi.entretiensPlaces],
    ['Entretiens passés', suivi.entretiensPasses],
    ['Entretiens provisoires, sans convocation', suivi.sansConvocation],
    ['Élèves qui ont une fiche', suivi.fiches],
    ['Inscriptions avec une réponse de la famille', suivi.inscriptionsRepondues],
    ['Vœux Affelnet d’élèves de la campagne', suivi.voeux],
  ]
  return (
    <>
      <h2>Où en est la campagne</h2>
      <Progress label="Entretiens placés" done={suivi.entretiensPlaces} total={suivi.entretiensAttendus} />
      <div className="passpro-boutons">
        <ActionButton action="/campagne/placement">Placer les entretiens</ActionButton>
        <LinkButton href="/planification" kind="secondary">
          Suivre les convocations
        </LinkButton>
      </div>
      <div className="passpro-etroit">
        <Table
          caption="Dénombrements"
          rows={counts}
          rowKey={([name]) => name}
          columns={[
            { title: 'Fait', heading: true, cell: ([name]) => name },
            { title: 'Nombre', numeric: true, cell: ([, n]) => n.toLocaleString('fr-FR') },
          ]}
        />
      </div>
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

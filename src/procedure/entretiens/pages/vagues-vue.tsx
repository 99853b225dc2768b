import { dayInWords } from '#src/kit/day.ts'
import { adresse, ChoixDuLycee, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { Charge, Equipe } from '#src/procedure/entretiens/pages/vagues-detail.tsx'
import type { readVagues, DetailDeVague, Vague } from '#src/procedure/entretiens/reads/vagues.ts'
import { SemaineDessinee } from '#src/procedure/entretiens/pages/semaine-dessinee.tsx'
import type { SemaineLue } from '#src/procedure/entretiens/reads/charge.ts'
import { LIBELLE_VAGUE, semaineInWords } from '#src/procedure/entretiens/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import type { FormState } from '#src/web/form.ts'

const PATH = '/convocations'

export interface Loaded {
  lycee: LyceeCourant
  lues: Awaited<ReturnType<typeof readVagues>>
  shown: Vague | undefined
  detail: DetailDeVague | undefined
  dessin: SemaineLue | undefined
  /** May release, and choose how waves leave. */
  decide: boolean
  zone: string
}

/** The waves of a lycée, the coming one in detail, and how they leave. */
export function Vagues(props: Loaded & { state: FormState }) {
  const { lycee, lues, shown, detail, dessin, decide, zone, state } = props
  return (
    <Frame title="Convocations" state={state}>
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <p>
        Un entretien placé est d’abord provisoire : l’élève, sa famille et son établissement ne connaissent
        que le lycée et la semaine, et le jour peut encore changer. Chaque semaine d’entretiens forme une
        vague, à libérer {lues.joursConvocation} jours d’école avant son premier jour : les élèves sont alors
        convoqués, et leurs entretiens ne bougent plus.
      </p>
      <Semaines {...props} />
      {shown && detail && (
        <section aria-labelledby="vague">
          <h2 id="vague">{capital(semaineInWords(shown.semaine))}</h2>
          <Decision vague={shown} suite={lycee.suite} decide={decide} />
          {dessin && <SemaineDessinee lue={dessin} zone={zone} />}
          <p className="passpro-hors-papier">
            <a className="fr-link" href={adresse('/planning', { ...lycee.suite, semaine: shown.semaine })}>
              Voir cette semaine par intervenant
            </a>
          </p>
          <Charge entretiens={detail.entretiens} zone={zone} />
          <Equipe {...{ detail, zone, decide }} suite={lycee.suite} />
        </section>
      )}
      {decide && <Choix suite={lycee.suite} state={state} />}
    </Frame>
  )
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1)

function Semaines({ lues: { vagues }, lycee, shown }: Loaded) {
  return (
    <Table
      caption="Vagues, semaine par semaine"
      rows={vagues}
      rowKey={(row) => row.semaine}
      empty="Aucun entretien n’est placé dans votre lycée."
      columns={[
        {
          title: 'Semaine du',
          heading: true,
          cell: ({ semaine }) => (
            <a
              href={adresse(PATH, { ...lycee.suite, semaine })}
              {...(semaine === shown?.semaine ? { 'aria-current': 'true' as const } : {})}
            >
              {dayInWords(semaine)}
            </a>
          ),
        },
        { title: 'État', cell: (row) => <EtatVue vague={row} /> },
        { title: 'À libérer à partir du', cell: ({ echeance }) => dayInWords(echeance) },
        { title: 'Provisoires', numeric: true, cell: ({ provisoires }) => provisoires },
        { title: 'Convoqués', numeric: true, cell: ({ convoques }) => convoques },
      ]}
    />
  )
}

/** Where a wave stands, in words. */
export function EtatVue({ vague }: { vague: Pick<Vague, 'etat' | 'provisoires' | 'oublies'> }) {
  if (vague.oublies > 0) return <Badge kind="error">{vague.oublies} jamais convoqués</Badge>
  const kind = vague.etat === 'a_liberer' ? 'warning' : vague.etat === 'liberee' ? 'success' : undefined
  return <Badge {...(kind ? { kind } : {})}>{LIBELLE_VAGUE[vague.etat]}</Badge>
}

function Decision(props: { vague: Vague; suite: Readonly<Record<string, string>>; decide: boolean }) {
  const { vague, suite, decide } = props
  const { etat, provisoires, oublies, semaine, echeance } = vague
  return (
    <>
      {oublies > 0 && (
        <Alert kind="error">
          {oublies === 1
            ? 'Un entretien de cette semaine est passé sans convocation : l’élève n’en a pas été averti.'
            : `${oublies} entretiens de cette semaine sont passés sans convocation : les élèves n’en ont pas été avertis.`}
        </Alert>
      )}
      {etat === 'a_venir' && (
        <p>
          Cette vague se libère à partir du {dayInWords(echeance)}. D’ici là, ses entretiens peuvent encore
          être mieux placés ; une famille à qui l’on a annoncé un autre lycée ou une autre semaine en est
          prévenue.
        </p>
      )}
      {etat === 'liberee' && <p>Tous les élèves de cette semaine sont convoqués.</p>}
      {etat === 'a_liberer' && provisoires > 0 && decide && (
        <>
          <p>
            Regardez ci-dessous la charge, les salles et qui pourrait remplacer un absent, puis libérez la
            vague.
          </p>
          <div className="passpro-boutons">
            <ActionButton
              action={adresse('/convocations/liberer', suite)}
              fields={{ semaine }}
              kind="primary"
            >
              {provisoires === 1
                ? 'Libérer : convoquer un élève'
                : `Libérer : convoquer ${provisoires} élèves`}
            </ActionButton>
          </div>
        </>
      )}
    </>
  )
}

function Choix({ suite, state }: { suite: Readonly<Record<string, string>>; state: FormState }) {
  return (
    <>
      <h2>Comment partent vos convocations</h2>
      <Form action={adresse('/convocations/choix', suite)} state={state}>
        <Radios
          name="mode"
          label="À l’échéance d’une vague"
          choices={[
            { value: 'manuelle', label: 'Elle attend que vous la libériez' },
            {
              value: 'automatique',
              label: 'Elle part d’elle-même',
              hint: 'La nuit de l’échéance, sans que personne ne la relise.',
            },
          ]}
          state={state}
        />
        <Button kind="secondary">Enregistrer ce choix</Button>
      </Form>
    </>
  )
}

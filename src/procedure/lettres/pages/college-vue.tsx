import { SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { typo } from '#src/documents/wording.ts'
import { dayInWords, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import type { LettreSuivie } from '#src/procedure/lettres/model.ts'
import { Notes, Pieces } from '#src/procedure/lettres/pages/lettre-vue.tsx'
import type { LettreLue } from '#src/procedure/lettres/reads/lettres.ts'
import { etatOf } from '#src/procedure/lettres/rules.ts'
import { LIBELLE_ETAT_LETTRE, titreSection } from '#src/procedure/lettres/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, type FormState } from '#src/web/form.ts'

export const pathOf = ({ eleveId, domaine }: Pick<LettreSuivie, 'eleveId' | 'domaine'>): string =>
  `/lettres/${eleveId}/${encodeURIComponent(domaine)}`

export interface Vue {
  schools: readonly School[]
  uai: string | null
  jour: string | null
  jours: string[]
  lettres: LettreSuivie[]
}

const KIND = { absente: undefined, commencee: 'info', complete: 'success', jointe: 'success' } as const

export function Liste({ vue, zone }: { vue: Vue; zone: string }) {
  const { schools, uai, jour, jours, lettres } = vue
  return (
    <Frame title="Lettres de motivation">
      <FilterForm>
        <SchoolFilter schools={schools} value={uai} />
        <Select
          name="jour"
          label="Jour des entretiens"
          empty="Tous les jours"
          choices={jours.map((value) => ({ value, label: dayInWords(value) }))}
          state={freshForm({ jour })}
        />
      </FilterForm>
      {uai === null ? (
        <p>Choisissez l’établissement d’origine.</p>
      ) : (
        <Suivies vue={{ uai, jour, lettres }} zone={zone} />
      )}
    </Frame>
  )
}

function Suivies({
  vue,
  zone,
}: {
  vue: { uai: string; jour: string | null; lettres: LettreSuivie[] }
  zone: string
}) {
  const { uai, jour, lettres } = vue
  return (
    <>
      {lettres.length > 0 && (
        <>
          <p>
            Un élève qui n’a rien écrit reçoit une lettre vierge à son nom ; une lettre manuscrite jointe
            remplace le texte.
          </p>
          <ActionButton
            action="/editions"
            fields={{ genre: 'lettres', etablissement: uai, ...(jour === null ? {} : { jour }) }}
          >
            Préparer ces lettres ({lettres.length}, PDF)
          </ActionButton>
        </>
      )}
      <Tableau lettres={lettres} zone={zone} />
    </>
  )
}

const Tableau = ({ lettres, zone }: { lettres: readonly LettreSuivie[]; zone: string }) => (
  <Table
    caption={lettres.length > 1 ? `${lettres.length} lettres` : `${lettres.length} lettre`}
    rows={lettres}
    rowKey={({ eleveId, domaine }) => `${eleveId}/${domaine}`}
    empty="Aucun élève n’a d’entretien ce jour-là."
    columns={[
      {
        title: 'Élève',
        heading: true,
        cell: (one) => (
          <a href={pathOf(one)}>
            {one.nom} {one.prenom}
            <span className="fr-sr-only"> ({one.libelle})</span>
          </a>
        ),
      },
      { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
      { title: 'Domaine', cell: ({ libelle }) => libelle },
      {
        title: 'Entretien',
        cell: ({ debut }) => (debut ? minuteInWords(localMinuteOf(debut, zone)) : 'pas encore convoqué'),
      },
      {
        title: 'Lettre',
        cell: (one) => {
          const kind = KIND[etatOf(one)]
          return <Badge {...(kind ? { kind } : {})}>{LIBELLE_ETAT_LETTRE[etatOf(one)]}</Badge>
        },
      },
      { title: 'Annotations', numeric: true, cell: ({ annotations }) => annotations },
    ]}
  />
)

export function Lire({ lue, zone, state }: { lue: LettreLue; zone: string; state: FormState }) {
  const { prenom, nom, libelle, lettre, notes } = lue
  const sections = SECTIONS_LETTRE.map(({ code }) => ({ value: code, label: titreSection(code) }))
  return (
    <Frame title={`Lettre de ${prenom} ${nom}`} state={state}>
      <p>
        {libelle} · <a href="/lettres">Toutes les lettres</a>
      </p>
      {lettre === undefined && <p>{prenom} n’a encore rien enregistré.</p>}
      {lettre &&
        SECTIONS_LETTRE.map(({ code, titre }) => (
          <section key={code} aria-labelledby={`section-${code}`}>
            <h2 className="fr-h5" id={`section-${code}`}>
              {typo(titre)}
            </h2>
            {lettre.reponses[code] ? (
              <blockquote className="passpro-citation">{lettre.reponses[code]}</blockquote>
            ) : (
              <p>Pas encore écrit.</p>
            )}
            <Notes notes={notes.filter((one) => one.section === code)} lettre={lettre} zone={zone} />
          </section>
        ))}
      <Notes notes={notes.filter((one) => one.section === 'generale')} lettre={lettre} zone={zone} />
      {lettre && (
        <>
          <h2>Annoter</h2>
          <Form state={state}>
            <Select
              name="section"
              label="Partie de la lettre"
              choices={[{ value: 'generale', label: titreSection('generale') }, ...sections]}
              state={state}
            />
            <TextArea
              name="texte"
              label="Votre annotation"
              hint={`${prenom} la lira en continuant sa lettre ; elle n’est pas imprimée.`}
              state={state}
              limite={2000}
            />
            <Buttons>
              <Button>Enregistrer l’annotation</Button>
            </Buttons>
          </Form>
        </>
      )}
      <Pieces lue={lue} zone={zone} path={pathOf(lue)} state={state} />
    </Frame>
  )
}

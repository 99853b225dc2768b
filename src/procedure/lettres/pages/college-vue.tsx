import { SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { typo } from '#src/documents/wording.ts'
import { dayInWords } from '#src/kit/day.ts'
import type { LettreSuivie } from '#src/procedure/lettres/model.ts'
import { columnsIn, PATH, pathOf } from '#src/procedure/lettres/pages/college-colonnes.tsx'
import { Notes, Pieces } from '#src/procedure/lettres/pages/lettre-vue.tsx'
import type { LettreLue } from '#src/procedure/lettres/reads/lettres.ts'
import { titreSection } from '#src/procedure/lettres/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { FilterForm, NameFilter, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, type sliceOf } from '#src/web/components/pagination.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, type FormState } from '#src/web/form.ts'
import { triDit, type Tri } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'

export interface Vue {
  schools: readonly School[]
  uai: string | null
  nom: string
  jour: string | null
  jours: string[]
  /** All those asked for, in their order. */
  lettres: LettreSuivie[]
  tri: Tri<string> | null
  slice: ReturnType<typeof sliceOf>
}

export function Liste({ vue, zone }: { vue: Vue; zone: string }) {
  const { schools, uai, nom, jour, jours } = vue
  return (
    <Frame title="Lettres de motivation">
      <FilterForm>
        <SchoolFilter schools={schools} value={uai} />
        <NameFilter value={nom} />
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
        <Suivies vue={{ ...vue, uai }} zone={zone} />
      )}
    </Frame>
  )
}

function Suivies({ vue, zone }: { vue: Vue & { uai: string }; zone: string }) {
  const { uai, nom, jour, lettres, tri, slice } = vue
  const choices = { etablissement: uai, nom, jour }
  return (
    <>
      {lettres.length > 0 && nom === '' && (
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
      <ListTable
        path={PATH}
        caption={lettres.length > 1 ? `${lettres.length} lettres` : `${lettres.length} lettre`}
        rows={lettres.slice(slice.offset, slice.offset + slice.limit)}
        rowKey={({ eleveId, domaine }) => `${eleveId}/${domaine}`}
        empty={nom === '' ? 'Aucun élève n’a d’entretien ce jour-là.' : 'Personne ne porte ce nom.'}
        columns={columnsIn(zone)}
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={slice.page}
        total={lettres.length}
        href={(page) => addressOf(PATH, { ...choices, tri: triDit(tri), page })}
      />
    </>
  )
}

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

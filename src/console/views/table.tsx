import type { ComponentChild } from 'preact'

export type Column<Row> = { title: string; cell: (row: Row) => ComponentChild; kind?: 'number' | 'main' }

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  empty: string
  showCaption?: boolean
}

/**
 * A table that becomes a list of cards on a phone. The roles are said aloud because a browser forgets a table's meaning
 * when its parts are laid out as blocks. The column of kind `main` heads its row.
 */
export function Table<Row>({ caption, columns, rows, empty, showCaption = false }: Props<Row>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>
  return (
    <table role="table">
      <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, kind }) => (
            <th scope="col" role="columnheader" class={kind === 'number' ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map(({ title, cell, kind }) =>
              kind === 'main' ? (
                <th scope="row" role="rowheader" data-label={title}>
                  {cell(row)}
                </th>
              ) : (
                <td role="cell" data-label={title} class={kind === 'number' ? 'number' : undefined}>
                  {cell(row)}
                </td>
              )
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export type FormFile = { name: string; mime: string; bytes: Uint8Array }
export type Form = { fields: Record<string, string>; files: Record<string, FormFile> }

/** Reads multipart or urlencoded bodies, as the platforms do for uploads. */
export async function readForm(body: Uint8Array, contentType: string): Promise<Form> {
  const form: Form = { fields: {}, files: {} }
  const copy = new Uint8Array(body)
  const parsed = await new Response(copy, { headers: { 'content-type': contentType } }).formData()
  for (const [name, value] of parsed.entries()) {
    if (typeof value === 'string') form.fields[name] = value
    else form.files[name] = { name: value.name, mime: value.type, bytes: new Uint8Array(await value.arrayBuffer()) }
  }
  return form
}

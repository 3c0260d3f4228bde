import type { OutgoingMessage } from '../channels/channel.ts'
import type { ChannelPreview } from '../console/console-app.ts'
import { listChannelAccounts } from '../ward/channel-account/find-channel-account.ts'
import type { Wired } from '../wiring.ts'

/** A message as each channel of the ward would show it, once a channel. */
export async function previewOnChannels(
  { transact, channels }: Pick<Wired, 'transact' | 'channels'>,
  wardId: string,
  message: OutgoingMessage
): Promise<ChannelPreview[]> {
  const accounts = await transact(wardId, 'job:previews', listChannelAccounts)
  const previews: ChannelPreview[] = []
  for (const { id, channel: name } of accounts) {
    const channel = await channels.channelOf(wardId, id)
    if (channel !== null && !previews.some((one) => one.channel === name))
      previews.push({ channel: name, parts: channel.preview(message) })
  }
  return previews
}

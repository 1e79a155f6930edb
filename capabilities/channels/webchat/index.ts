export { buildWebchatUpdate, type WebchatMessage, type WebchatPress } from './build-webchat-update.ts'
export {
  createWebchatChannel,
  renderWebchat,
  type WebchatChannel,
  type WebchatOptions,
  type WebchatSignal,
  type WebchatSubscription,
} from './create-webchat-channel.ts'

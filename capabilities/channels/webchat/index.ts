export { buildWebchatUpdate, type WebchatMessage } from './build-webchat-update.ts'
export {
  createWebchatChannel,
  type WebchatChannel,
  type WebchatOptions,
  type WebchatSignal,
  type WebchatSubscription,
} from './create-webchat-channel.ts'

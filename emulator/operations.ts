/** One operation of the API: how it is asked for, and whether Repeatability headers count (ACS protocol reference, section 5). */
interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/calling`; `{…}` is one path segment. */
  path: string;
  repeatable?: true;
}

const CALL = '/callConnections/{callConnectionId}';
const MEDIA = { method: 'POST' } as const;
const ONCE = { method: 'POST', repeatable: true } as const;

const OPERATIONS = {
  createCall: { ...ONCE, path: '/callConnections' },
  answer: { ...ONCE, path: '/callConnections:answer' },
  redirect: { ...ONCE, path: '/callConnections:redirect' },
  reject: { ...ONCE, path: '/callConnections:reject' },
  connect: { ...ONCE, path: '/callConnections:connect' },
  getCall: { method: 'GET', path: CALL },
  hangUp: { method: 'DELETE', path: CALL },
  terminate: { ...ONCE, path: `${CALL}:terminate` },
  transferToParticipant: { ...ONCE, path: `${CALL}:transferToParticipant` },
  listParticipants: { method: 'GET', path: `${CALL}/participants` },
  getParticipant: { method: 'GET', path: `${CALL}/participants/{rawId}` },
  addParticipant: { ...ONCE, path: `${CALL}/participants:add` },
  removeParticipant: { ...ONCE, path: `${CALL}/participants:remove` },
  cancelAddParticipant: { ...ONCE, path: `${CALL}/participants:cancelAddParticipant` },
  muteParticipant: { ...ONCE, path: `${CALL}/participants:mute` },
  moveParticipants: { ...ONCE, path: `${CALL}/participants:moveHere` },
  play: { ...MEDIA, path: `${CALL}:play` },
  recognize: { ...MEDIA, path: `${CALL}:recognize` },
  cancelAllMediaOperations: { ...MEDIA, path: `${CALL}:cancelAllMediaOperations` },
  startContinuousDtmfRecognition: { ...MEDIA, path: `${CALL}:startContinuousDtmfRecognition` },
  stopContinuousDtmfRecognition: { ...MEDIA, path: `${CALL}:stopContinuousDtmfRecognition` },
  sendDtmfTones: { ...ONCE, path: `${CALL}:sendDtmfTones` },
  hold: { ...MEDIA, path: `${CALL}:hold` },
  unhold: { ...MEDIA, path: `${CALL}:unhold` },
  startTranscription: { ...MEDIA, path: `${CALL}:startTranscription` },
  stopTranscription: { ...MEDIA, path: `${CALL}:stopTranscription` },
  updateTranscription: { ...MEDIA, path: `${CALL}:updateTranscription` },
  startMediaStreaming: { ...MEDIA, path: `${CALL}:startMediaStreaming` },
  stopMediaStreaming: { ...MEDIA, path: `${CALL}:stopMediaStreaming` },
  startRecording: { ...ONCE, path: '/recordings' },
  getRecording: { method: 'GET', path: '/recordings/{recordingId}' },
  stopRecording: { method: 'DELETE', path: '/recordings/{recordingId}' },
  pauseRecording: { ...MEDIA, path: '/recordings/{recordingId}:pause' },
  resumeRecording: { ...MEDIA, path: '/recordings/{recordingId}:resume' },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** The names under which `api` faults know the operations. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

export interface FoundOperation {
  name: OperationName;
  repeatable: boolean;
  /** Segments of the path, still percent-encoded. */
  params: Record<string, string>;
}

const PATTERNS = Object.entries<Operation>(OPERATIONS).map(([name, operation]) => ({
  name: name as OperationName,
  method: operation.method,
  repeatable: operation.repeatable === true,
  // A segment ends at a colon: what follows is the verb. Colons inside ids come percent-encoded.
  pattern: new RegExp(`^/calling${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/:]+)')}$`),
}));

/** The operation a request asks for, by its path as received; nothing when the service has none there. */
export function findOperation(method: string, path: string): FoundOperation | undefined {
  for (const { name, method: needed, repeatable, pattern } of PATTERNS) {
    const match = needed === method ? pattern.exec(path) : null;
    if (match) return { name, repeatable, params: { ...match.groups } };
  }
  return undefined;
}

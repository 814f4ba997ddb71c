/** The devices that models can be told to run on, by the names of their execution providers in ONNX Runtime. */

export const DEVICES = ['cpu', 'webgpu', 'cuda'] as const;
export type Device = (typeof DEVICES)[number];

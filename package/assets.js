// The folder that `terrarium-machine copy public/terrarium` fills. The Vite plugin replaces this module.
export const assets = '/terrarium/'

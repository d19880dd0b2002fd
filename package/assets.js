// The folder that `terrarium-machine copy public/terrarium` fills. The plugin for Vite puts another module in this one's place.
export const assets = '/terrarium/'

import './stalldep.mjs'; await 1; await 2

import fs from 'fs'
fs = 1

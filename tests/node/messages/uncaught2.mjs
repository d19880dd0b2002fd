import { helper } from './helper.mjs'; helper.x.y()

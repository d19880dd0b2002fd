import { helper } from './helper.mjs'
import React, { useState as us } from './react.mjs'
try { helper({}) } catch (e) { console.log(e.stack.split('\n').slice(0, 4).join('\n')) }
try { us() } catch (e) { console.log(e.stack.split('\n').slice(0, 3).join('\n')) }
try { React.createElement('x') } catch (e) { console.log(e.stack.split('\n').slice(0, 3).join('\n')) }
class A extends React.Nope {}

import { price } from './prices'
export type Item = { name: string; count: number }
export const total = (items: Item[]): number => items.reduce((sum, item) => sum + item.count * price(item.name), 0)
export const soon = (ms: number): Promise<string> => new Promise(resolve => setTimeout(resolve, ms, 'done'))

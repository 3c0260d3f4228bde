/** "24.300.000 đ" */
export const amountOf = (value: number): string => `${value.toLocaleString('vi-VN')} đ`

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font

book = Workbook()
sheet = book.active
sheet.title = "Numbers"
for row in (("name", "value"), ("one", 1), ("two", 2.5)):
    sheet.append(row)
sheet["A1"].font = Font(bold=True)
sheet["B4"] = "=SUM(B2:B3)"
chart = BarChart()
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
sheet.add_chart(chart, "D2")
book.create_sheet("Other", 0)
book.save("book.xlsx")

again = load_workbook("book.xlsx")
print(again.sheetnames, [[cell.value for cell in row] for row in again["Numbers"].iter_rows()])
print(again["Numbers"]["A1"].font.b, again["Numbers"].dimensions)

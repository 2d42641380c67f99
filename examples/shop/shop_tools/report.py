"""`report`: the stock as a page and a mail."""

import decimal
import email.mime.multipart
import email.mime.text
import statistics
import xml.dom.minidom

from . import stock


def run():
    document = xml.dom.minidom.Document()
    page = document.appendChild(document.createElement("report"))
    for item in stock.ITEMS:
        node = page.appendChild(document.createElement("item"))
        node.setAttribute("name", item["name"])
    prices = [decimal.Decimal(item["price"]) for item in stock.ITEMS]
    mail = email.mime.multipart.MIMEMultipart()
    mail.attach(email.mime.text.MIMEText(document.toprettyxml(), "xml"))
    print(mail.as_string())
    print("median price", statistics.median(prices))

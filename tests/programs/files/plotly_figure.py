"""A figure as JSON: plotly's packages import from themselves."""
import plotly.graph_objects as go

figure = go.Figure(data=[go.Bar(x=["a", "b"], y=[1, 3])])
figure.update_layout(title="Two bars", template=None)
text = figure.to_json()
print(len(text) > 50, text[:60])
print(sorted(figure.to_dict()))

from sqlalchemy import ForeignKey, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship(back_populates="books")


@event.listens_for(Book, "before_insert")
def before_insert(mapper, connection, book):
    print("inserting", book.title)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Author(name="Ada", books=[Book(title="One"), Book(title="Two")]))
    session.commit()
    query = select(Author.name, func.count(Book.id)).join(Author.books).group_by(Author.name)
    print(query)
    print(session.execute(query).all())
    print([book.title for book in session.scalars(select(Book).order_by(Book.title.desc()))])
